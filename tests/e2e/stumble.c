/* A reader that stumbles: preloaded before the program, told by its environment.
 *
 * STUMBLE_AT: the word at whose spelling it happens, or a decoder of Leptonica's. STUMBLE: what
 * happens, one of the names below. STUMBLE_TIMES: a file with as many bytes as times it happens, in
 * all readers together; without it, always. Only tests use it. */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { WIRE = 3, BLOCK_BYTES = 16 << 20 };

static atomic_char *times; /* a byte each, that is set when its time has come */
static size_t times_count;

/* Before a reader locks itself in: afterwards it could map nothing. By the kernel's calls: a
 * sanitizer may not have set itself up yet. */
__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("STUMBLE_TIMES");
    if (path == NULL)
        return;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
    times_count = (size_t)syscall(SYS_lseek, fd, 0, SEEK_END);
    times = mmap(NULL, times_count, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (times == MAP_FAILED)
        abort();
    syscall(SYS_close, fd);
}

static int is_time(void)
{
    if (times == NULL)
        return 1;
    for (size_t i = 0; i < times_count; i++)
        if (atomic_exchange(&times[i], 'x') != 'x')
            return 1;
    return 0;
}

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

/* As by a kernel whose memory is used up. */
static void vanish(void)
{
    syscall(SYS_tgkill, getpid(), getpid(), SIGKILL);
}

static const struct {
    const char *name;
    void (*what)(void);
} ways[] = {{"crash", abort},   {"hang", hang},     {"spin", spin}, {"eat", eat},
            {"babble", babble}, {"mumble", mumble}, {"call", call}, {"spawn", spawn},
            {"look", look},     {"vanish", vanish}};

static void stumble_at(const char *place)
{
    const char *at = getenv("STUMBLE_AT"), *way = getenv("STUMBLE");
    if (at == NULL || way == NULL || strcasecmp(at, place) != 0 || !is_time())
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
    const char *way = getenv("STUMBLE");
    if (way != NULL && strcmp(way, "refuse") == 0) /* as where memory lacks */
        return is_time() ? NULL : real(data, size, offset);
    stumble_at("decode-tiff");
    return real(data, size, offset);
}
