/* A reader that stumbles: preloaded before the program, told by its environment.
 *
 * STUMBLE_AT: the word at whose spelling it happens, or a decoder of Leptonica's. STUMBLE: what
 * happens, one of the names below. Only tests use it. */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WIRE = 3, BLOCK_BYTES = 16 << 20 };

static void hang(void)
{
    for (;;)
        sleep(1);
}

static void spin(void)
{
    for (volatile uint64_t i = 0; i < UINT64_MAX; i++)
        continue;
}

static void eat(void)
{
    for (;;) {
        char *block = malloc(BLOCK_BYTES);
        if (block == NULL)
            abort();
        memset(block, 1, BLOCK_BYTES);
    }
}

/* A length that no message has. */
static void babble(void)
{
    static const unsigned char bytes[8] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f};
    if (write(WIRE, bytes, sizeof bytes) != sizeof bytes)
        abort();
    hang();
}

/* A message of the right length and of another form. */
static void mumble(void)
{
    static const unsigned char bytes[] = {5, 0, 0, 0, 0, 0, 0, 0, 'a', 'b', 'c', 'd', 'e'};
    if (write(WIRE, bytes, sizeof bytes) != sizeof bytes)
        abort();
    hang();
}

/* The second line of the lock: done is what must not be, and then the reader goes on as if not. */
static void call(void)
{
    if (socket(AF_INET, SOCK_STREAM, 0) < 0)
        abort();
}

static void spawn(void)
{
    if (fork() == 0)
        _exit(0);
}

static void look(void)
{
    if (open("/etc/passwd", O_RDONLY) >= 0)
        abort();
}

static const struct {
    const char *name;
    void (*what)(void);
} ways[] = {{"crash", abort},   {"hang", hang}, {"spin", spin},   {"eat", eat},  {"babble", babble},
            {"mumble", mumble}, {"call", call}, {"spawn", spawn}, {"look", look}};

static void stumble_at(const char *place)
{
    const char *at = getenv("STUMBLE_AT"), *way = getenv("STUMBLE");
    if (at == NULL || way == NULL || strcasecmp(at, place) != 0)
        return;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (strcmp(ways[i].name, way) == 0)
            ways[i].what();
}

int Hunspell_spell(void *handle, const char *word)
{
    int (*real)(void *, const char *) =
        (int (*)(void *, const char *))dlsym(RTLD_NEXT, "Hunspell_spell");
    stumble_at(word);
    return real(handle, word);
}

void *pixReadMemFromMultipageTiff(const uint8_t *data, size_t size, size_t *offset)
{
    void *(*real)(const uint8_t *, size_t, size_t *) =
        (void *(*)(const uint8_t *, size_t, size_t *))dlsym(RTLD_NEXT,
                                                            "pixReadMemFromMultipageTiff");
    stumble_at("decode-tiff");
    return real(data, size, offset);
}
