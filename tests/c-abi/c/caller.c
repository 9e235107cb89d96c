/* A library that calls back when, where and as often as it is told. A line is a place for one
 * callback; calling a line without one does nothing. */

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

#define LINES 1024

typedef int (*callback)(int value, void *data);
typedef void (*notify)(void *data);
typedef void (*end)(void *data);
typedef int (*block)(const float *samples, size_t count, void *data);

struct line {
    callback call;
    end ended;
    block process;
    notify destroy;
    void *data;
    pthread_t thread;
    int has_thread;
    int value;
    int answer;
};

static struct line lines[LINES];
static int used;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* A line of one's own. There are more than any test needs. */
int line_open(void) {
    pthread_mutex_lock(&lock);
    int id = used++;
    pthread_mutex_unlock(&lock);
    if (id >= LINES)
        abort();
    return id;
}

/* Calls back on this thread. */
void line_call(int id, int value) {
    struct line *line = &lines[id];
    if (line->call != NULL)
        line->answer = line->call(value, line->data);
}

static void *run(void *arg) {
    struct line *line = arg;
    line->answer = line->call(line->value, line->data);
    return NULL;
}

/* Calls back on a thread of its own. */
void line_call_elsewhere(int id, int value) {
    struct line *line = &lines[id];
    line->value = value;
    line->has_thread = pthread_create(&line->thread, NULL, run, line) == 0;
}

/* Waits for that thread. */
void line_join(int id) {
    struct line *line = &lines[id];
    if (line->has_thread)
        pthread_join(line->thread, NULL);
    line->has_thread = 0;
}

/* What the callback answered last. */
int line_answer(int id) { return lines[id].answer; }

/* Keeps the callback, and first calls it as often as told. Refuses if that is a negative number. */
int line_start(int id, int calls, callback call, void *data) {
    struct line *line = &lines[id];
    line->call = call;
    line->data = data;
    for (int i = 0; i < calls; i++)
        line_call(id, i + 1);
    return calls < 0 ? calls : 0;
}

/* The user data comes first, and what is given can be told when it is not needed any more. */
void line_watch(int id, void *data, callback call, end ended, notify destroy) {
    struct line *line = &lines[id];
    line->call = call;
    line->ended = ended;
    line->destroy = destroy;
    line->data = data;
}

/* Says that nothing comes any more. */
void line_end(int id) {
    struct line *line = &lines[id];
    if (line->ended != NULL)
        line->ended(line->data);
}

/* Says that the callback is not needed any more. It is kept all the same, to be called too late. */
void line_destroy(int id) {
    struct line *line = &lines[id];
    if (line->destroy != NULL)
        line->destroy(line->data);
}

/* Samples in blocks. */
void line_capture(int id, block process, void *data) {
    struct line *line = &lines[id];
    line->process = process;
    line->data = data;
}

int line_process(int id, const float *samples, size_t count) {
    struct line *line = &lines[id];
    return line->process == NULL ? -1 : line->process(samples, count, line->data);
}

/* A callback and its user data as the fields of a struct. */
struct request {
    void *data;
    void (*done)(struct request *request, int status);
};

void request_send(struct request *request, int status) { request->done(request, status); }
