/* A library without manners. Whoever registers gets a place, and threads call from there whenever they
 * like: at once, twice, after they have said that they are done, with words that they were given long
 * ago, or never. */

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PLACES 8192
/* The places that threads misbehave at. */
#define STORMY 64
#define REMEMBERED 256
#define MOST_THREADS 16

typedef int (*callback)(int value, void *data);
typedef void (*notify)(void *data);

/* What the function that registers does first: it calls so often, and then refuses or not. */
enum { CALLS = 3, REFUSES = 4 };

struct place {
    _Atomic(callback) call;
    _Atomic(notify) destroy;
    _Atomic(void *) data;
};

static struct place places[PLACES];
static _Atomic(void *) remembered[REMEMBERED];
static atomic_uint memory;
static atomic_int values;
/* How often each answer was given. */
static atomic_int answers[10];
static atomic_int is_over;

static unsigned next(unsigned *numbers, unsigned bound) {
    *numbers ^= *numbers << 13;
    *numbers ^= *numbers >> 17;
    *numbers ^= *numbers << 5;
    return *numbers % bound;
}

/* Each value is another one. */
static int call(struct place *place, void *data) {
    callback call = atomic_load(&place->call);
    if (call == NULL)
        return 0;
    int answer = call(atomic_fetch_add(&values, 1) + 1, data);
    if (answer < 0 || answer > 9)
        abort();
    atomic_fetch_add(&answers[answer], 1);
    return answer;
}

static void destroy(struct place *place, void *data) {
    notify destroy = atomic_load(&place->destroy);
    if (destroy != NULL)
        destroy(data);
}

/* Calls the callback, on this thread, and returns what it answers. */
int hostile_call(int id) { return call(&places[id], atomic_load(&places[id].data)); }

/* Says that the callback is not needed any more. */
void hostile_destroy(int id) { destroy(&places[id], atomic_load(&places[id].data)); }

/* What is at the place is replaced piece by piece: a thread may find half of each. */
static int register_at(int id, int manners, callback function, notify done, void *data) {
    struct place *place = &places[id];
    atomic_store(&place->call, function);
    atomic_store(&place->data, data);
    atomic_store(&place->destroy, done);
    atomic_store(&remembered[atomic_fetch_add(&memory, 1) % REMEMBERED], data);
    for (int i = 0; i < (manners & CALLS); i++)
        call(place, data);
    return manners & REFUSES ? -1 : 0;
}

int hostile_start(int id, int manners, callback call, void *data) {
    return register_at(id, manners, call, NULL, data);
}

int hostile_watch(int id, int manners, callback call, void *data, notify destroy) {
    return register_at(id, manners, call, destroy, data);
}

/* Says that the callback is not needed, and calls it all the same; or the other way round. */
void hostile_remove(int id, int manners) {
    if (manners & 1)
        hostile_destroy(id);
    if (manners & 2)
        hostile_call(id);
    if (manners & 4)
        hostile_destroy(id);
}

static void misbehave(unsigned *numbers) {
    struct place *place = &places[next(numbers, STORMY)];
    void *data = atomic_load(&place->data);
    void *old = atomic_load(&remembered[next(numbers, REMEMBERED)]);
    switch (next(numbers, 12)) {
    case 0:
        destroy(place, data);
        break;
    case 1:
        destroy(place, data);
        call(place, data);
        destroy(place, data);
        break;
    case 2:
        call(place, data);
        call(place, data);
        break;
    case 3:
        call(place, NULL);
        break;
    case 4:
        /* A word that was never given out. */
        call(place, (void *)(uintptr_t)next(numbers, UINT32_MAX));
        break;
    case 5:
        destroy(place, old);
        break;
    case 6:
    case 7:
        /* A word of another one. */
        call(place, old);
        break;
    default:
        call(place, data);
    }
}

struct worker {
    pthread_t thread;
    unsigned numbers;
};

static struct worker workers[MOST_THREADS];
static int working;

static void *work(void *arg) {
    struct worker *worker = arg;
    while (!atomic_load(&is_over))
        misbehave(&worker->numbers);
    return NULL;
}

void hostile_begin(int threads, unsigned seed) {
    if (threads > MOST_THREADS)
        abort();
    atomic_store(&is_over, 0);
    for (working = 0; working < threads; working++) {
        struct worker *worker = &workers[working];
        worker->numbers = (seed + working) * 2654435761u | 1;
        if (pthread_create(&worker->thread, NULL, work, worker) != 0)
            abort();
    }
}

/* Ends the threads. Then every callback is called once more, and destroyed, by all words. */
void hostile_end(void) {
    atomic_store(&is_over, 1);
    while (working > 0)
        pthread_join(workers[--working].thread, NULL);
    for (int id = 0; id < STORMY; id++) {
        struct place *place = &places[id];
        for (int i = 0; i < REMEMBERED; i++) {
            void *old = atomic_load(&remembered[i]);
            destroy(place, old);
            call(place, old);
        }
        hostile_destroy(id);
        hostile_call(id);
    }
}

/* How often the callbacks were called. */
int hostile_calls(void) { return atomic_load(&values); }

/* How often they have answered that. */
int hostile_answers(int answer) { return atomic_load(&answers[answer]); }

struct walk {
    pthread_t thread;
    int first;
    int step;
    int count;
};

static void *walk(void *arg) {
    struct walk *walk = arg;
    for (int i = 0; i < walk->count; i++)
        hostile_call((int)((walk->first + (long)i * walk->step) % walk->count));
    return NULL;
}

static struct walk walks[MOST_THREADS];
static int walking;

/* Each of some threads calls at each of the first places, in an order of its own. */
void hostile_call_all(int threads, int count) {
    /* None of these divides a power of two. */
    static const int steps[] = {1, 3, 5, 7, 11, 13, 17, 19};
    if (threads > 8 || count > PLACES || (count & (count - 1)) != 0)
        abort();
    for (walking = 0; walking < threads; walking++) {
        struct walk *each = &walks[walking];
        *each = (struct walk){.first = walking * 31, .step = steps[walking], .count = count};
        if (pthread_create(&each->thread, NULL, walk, each) != 0)
            abort();
    }
}

/* Waits for them. */
void hostile_join(void) {
    while (walking > 0)
        pthread_join(walks[--walking].thread, NULL);
}

/* Calls that come when of a thread nothing is left but what C keeps for it, several times. */
static pthread_key_t at_end;
static pthread_once_t has_key = PTHREAD_ONCE_INIT;

struct end {
    int id;
    int rounds;
};

static void call_at_end(void *arg) {
    struct end *end = arg;
    hostile_call(end->id);
    if (--end->rounds > 0)
        pthread_setspecific(at_end, end);
    else
        free(end);
}

static void make_key(void) {
    if (pthread_key_create(&at_end, call_at_end) != 0)
        abort();
}

/* Has the calling thread call when it ends. */
void hostile_call_at_end(int id, int rounds) {
    struct end *end = malloc(sizeof *end);
    if (end == NULL || pthread_once(&has_key, make_key) != 0)
        abort();
    *end = (struct end){.id = id, .rounds = rounds};
    pthread_setspecific(at_end, end);
}

static void *end_at_once(void *arg) {
    struct end *end = arg;
    hostile_call_at_end(end->id, end->rounds);
    return NULL;
}

/* Has a thread that only C knows of call when it ends, and waits for it. */
void hostile_end_elsewhere(int id, int rounds) {
    struct end end = {.id = id, .rounds = rounds};
    pthread_t thread;
    if (pthread_create(&thread, NULL, end_at_once, &end) != 0)
        abort();
    pthread_join(thread, NULL);
}

static int at_exit;

static void call_at_exit(void) {
    int sum = 0;
    for (int id = 0; id < at_exit; id++)
        sum += hostile_call(id);
    _exit(sum);
}

/* Has the process call at the first places when it exits: its status is the sum of the answers. */
void hostile_call_at_exit(int count) {
    at_exit = count;
    if (atexit(call_at_exit) != 0)
        abort();
}

/* Has a process that is forked call, and returns the answer; -1 if it did not get as far. */
int hostile_call_forked(int id) {
    pid_t child = fork();
    if (child == 0)
        _exit(hostile_call(id));
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status))
        return -1;
    return WEXITSTATUS(status);
}
