/* C that calls async functions of Rust, from several threads at once. Each function is known by its
 * number, and each call of it has a place where its completions are counted. */

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

#define MOST 4096

typedef void (*completion)(int value, void *data);

void halve_with_callback(int number, completion completed, void *data);
void stall(int number, completion completed, void *data);
void note(void (*completed)(void *data), void *data);

struct call {
    atomic_int completions;
    atomic_int value;
};

static struct call calls[3][MOST];

static void completed(int value, void *data) {
    struct call *call = data;
    atomic_store(&call->value, value);
    atomic_fetch_add(&call->completions, 1);
}

static void noted(void *data) { completed(1, data); }

struct part {
    pthread_t thread;
    int function;
    int first;
    int end;
};

static void *run(void *arg) {
    struct part *part = arg;
    for (int i = part->first; i < part->end; i++) {
        struct call *call = &calls[part->function][i];
        switch (part->function) {
        case 0:
            halve_with_callback(i, completed, call);
            break;
        case 1:
            stall(i, completed, call);
            break;
        default:
            note(noted, call);
            note(NULL, call);
        }
    }
    return NULL;
}

/* Calls the function as often as told on each of some threads. */
void twins_call(int function, int threads, int each) {
    struct part parts[16];
    if (threads > 16 || threads * each > MOST)
        abort();
    for (int i = 0; i < threads; i++) {
        parts[i] = (struct part){.function = function, .first = i * each, .end = (i + 1) * each};
        if (pthread_create(&parts[i].thread, NULL, run, &parts[i]) != 0)
            abort();
    }
    for (int i = 0; i < threads; i++)
        pthread_join(parts[i].thread, NULL);
}

/* How often that call of the function was completed. */
int twins_completions(int function, int call) {
    return atomic_load(&calls[function][call].completions);
}

/* What it was completed with last. */
int twins_value(int function, int call) { return atomic_load(&calls[function][call].value); }
