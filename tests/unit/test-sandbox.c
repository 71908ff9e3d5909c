/* The lock: a process as locked in as a reader or a binder tries what it must not, each time in a
 * process of its own, and paints PDFs without fonts of their own all the same. */
#include "pipeline/engine/sandbox.h"

#include "fate.h"
#include "pipeline/engine/runner.h"
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <leptonica/allheaders.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define FONT "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

enum { ALLOWED = 0, REFUSED = 40, BROKEN = 41, LACKING = 42 };
enum { MEGABYTE = 1 << 20 };

typedef int (*Attempt)(const char *folder);

static int told(gboolean done)
{
    return done ? ALLOWED : REFUSED;
}

/* Locked in as `chartward reader` is, or with `folder` to write in, as a binder. */
static void lock_in(const char *folder)
{
    g_auto(GStrv) fonts = source_fonts_folders();
    const char *const written[] = {folder, NULL};
    const Sandbox sandbox = {.read = (const char *const *)fonts,
                             .write = folder != NULL ? written : NULL,
                             .memory_bytes = 64 * MEGABYTE,
                             .file_bytes = 8 * MEGABYTE};
    g_autofree char *lacking = NULL;
    g_autoptr(GError) error = NULL;
    if (!sandbox_enter(&sandbox, &lacking, &error))
        _exit(BROKEN);
    if (lacking != NULL)
        _exit(LACKING);
}

/* What became of the attempt: the exit status, or minus the signal that ended it. */
static int attempt_run(Attempt attempt, const char *written, const char *folder)
{
    pid_t child = fork();
    g_assert_cmpint(child, >=, 0);
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        lock_in(written);
        _exit(attempt(folder));
    }
    int status;
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* --- attempts -------------------------------------------------------------------------------- */

static int nothing(G_GNUC_UNUSED const char *folder)
{
    return ALLOWED;
}

static int file_open(const char *folder, const char *name, int flags)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return told(open(path, flags, 0600) >= 0);
}

static int read_font(G_GNUC_UNUSED const char *folder)
{
    return file_open("/", FONT, O_RDONLY);
}

static int read_office(const char *folder)
{
    return file_open(folder, "chartward.conf", O_RDONLY);
}

static int read_passwords(G_GNUC_UNUSED const char *folder)
{
    return file_open("/etc", "passwd", O_RDONLY);
}

static int read_itself(G_GNUC_UNUSED const char *folder)
{
    return file_open("/proc/self", "mem", O_RDONLY);
}

static int write_office(const char *folder)
{
    return file_open(folder, "chartward.conf", O_WRONLY);
}

static int write_font(G_GNUC_UNUSED const char *folder)
{
    return file_open("/", FONT, O_RDWR);
}

static int make_file(const char *folder)
{
    return file_open(folder, "new", O_WRONLY | O_CREAT);
}

static int make_nameless_file(G_GNUC_UNUSED const char *folder)
{
    return file_open("/", "tmp", O_RDWR | O_TMPFILE);
}

static int make_folder(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "new-folder", NULL);
    return told(mkdir(path, 0700) == 0);
}

static int remove_file(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "chartward.conf", NULL);
    return told(unlink(path) == 0);
}

static int rename_file(const char *folder)
{
    g_autofree char *from = g_build_filename(folder, "chartward.conf", NULL);
    g_autofree char *to = g_build_filename(folder, "renamed", NULL);
    return told(rename(from, to) == 0);
}

static int cut_file(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "chartward.conf", NULL);
    return told(truncate(path, 0) == 0);
}

static int open_socket(G_GNUC_UNUSED const char *folder)
{
    return told(socket(AF_INET, SOCK_STREAM, 0) >= 0);
}

static int open_local_socket(G_GNUC_UNUSED const char *folder)
{
    return told(socket(AF_UNIX, SOCK_DGRAM, 0) >= 0);
}

static int start_process(G_GNUC_UNUSED const char *folder)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return told(child > 0);
}

static int run_program(G_GNUC_UNUSED const char *folder)
{
    execl("/bin/true", "true", NULL);
    return REFUSED;
}

static int signal_other(G_GNUC_UNUSED const char *folder)
{
    return told(kill(1, 0) == 0);
}

static int trace_other(G_GNUC_UNUSED const char *folder)
{
    return told(ptrace(PTRACE_ATTACH, 1, NULL, NULL) == 0);
}

static int map_code(G_GNUC_UNUSED const char *folder)
{
    return told(mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
                     -1, 0) != MAP_FAILED);
}

static int eat_memory(G_GNUC_UNUSED const char *folder)
{
    return told(mmap(NULL, 128 * MEGABYTE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                     0) != MAP_FAILED);
}

static int take_memory(G_GNUC_UNUSED const char *folder)
{
    return told(mmap(NULL, 32 * MEGABYTE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                     0) != MAP_FAILED);
}

static int write_memory_file(gsize bytes)
{
    static const char block[MEGABYTE];
    int fd = memfd_create("page", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    gboolean written = fd >= 0;
    for (gsize done = 0; written && done < bytes; done += sizeof block)
        written = write(fd, block, sizeof block) == (gssize)sizeof block;
    return told(written && fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE) == 0);
}

static int make_image(G_GNUC_UNUSED const char *folder)
{
    return write_memory_file(4 * MEGABYTE);
}

static int make_long_image(G_GNUC_UNUSED const char *folder)
{
    return write_memory_file(16 * MEGABYTE);
}

static int run_for_ever(G_GNUC_UNUSED const char *folder)
{
    sandbox_allow_cpu(0);
    for (volatile guint64 i = 0; i < G_MAXUINT64; i++)
        continue;
    return ALLOWED;
}

static int number_compare(const void *one, const void *other)
{
    guint64 a = *(const guint64 *)one, b = *(const guint64 *)other;
    return (a > b) - (a < b);
}

static int sort_much(G_GNUC_UNUSED const char *folder)
{
    /* qsort() asks the kernel for the size of the memory before it takes some. */
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(guint64));
    for (guint64 i = 0; i < 5000; i++) {
        guint64 number = i * 2654435761u % 5003;
        g_array_append_val(numbers, number);
    }
    qsort(numbers->data, numbers->len, sizeof(guint64), number_compare);
    return ALLOWED;
}

static int give_up(G_GNUC_UNUSED const char *folder)
{
    abort();
}

/* --- tests ----------------------------------------------------------------------------------- */

typedef struct {
    char *folder; /* with a file `chartward.conf` */
    char *file;
} Fixture;

static void fixture_open(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    fixture->folder = g_dir_make_tmp("chartward-sandbox-XXXXXX", NULL);
    g_assert_nonnull(fixture->folder);
    fixture->file = g_build_filename(fixture->folder, "chartward.conf", NULL);
    g_assert_true(g_file_set_contents(fixture->file, "jobs = 1\n", -1, NULL));
}

static void fixture_close(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    static const char *const left[] = {"chartward.conf", "renamed", "new", "new-folder"};
    for (guint i = 0; i < G_N_ELEMENTS(left); i++) {
        g_autofree char *path = g_build_filename(fixture->folder, left[i], NULL);
        g_remove(path);
    }
    g_assert_cmpint(g_rmdir(fixture->folder), ==, 0);
    g_free(fixture->folder);
    g_free(fixture->file);
}

/* Whether this kernel grants the whole lock; says so when it does not. */
static gboolean granted(void)
{
#if defined(CHARTWARD_SANITIZE) || defined(CHARTWARD_DEBUG)
    g_test_skip("built with sanitizers or to be debugged, which takes more calls and files");
    return FALSE;
#else
    if (attempt_run(nothing, NULL, "/") != LACKING)
        return TRUE;
    g_test_skip("this kernel does not grant Landlock or seccomp");
    return FALSE;
#endif
}

typedef struct {
    const char *what;
    Attempt attempt;
    int outcome;
} Trial;

static void trials_run(const Trial *trials, guint count, const char *written, const char *folder)
{
    for (guint i = 0; i < count; i++) {
        int outcome = attempt_run(trials[i].attempt, written, folder);
        if (outcome != trials[i].outcome)
            g_error("to %s: %d instead of %d", trials[i].what, outcome, trials[i].outcome);
    }
}

static void test_reader(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    static const Trial trials[] = {
        {"do nothing", nothing, ALLOWED},
        {"read a font", read_font, ALLOWED},
        {"make a filed image", make_image, ALLOWED},
        {"take memory for a page", take_memory, ALLOWED},
        {"sort", sort_much, ALLOWED},
        {"read the office", read_office, REFUSED},
        {"read the system's users", read_passwords, REFUSED},
        {"read its own memory as a file", read_itself, REFUSED},
        {"write the office", write_office, REFUSED},
        {"write a font", write_font, REFUSED},
        {"make a file", make_file, REFUSED},
        {"make a file without name", make_nameless_file, REFUSED},
        {"make a folder", make_folder, REFUSED},
        {"remove a file", remove_file, REFUSED},
        {"rename a file", rename_file, REFUSED},
        {"cut a file", cut_file, -SIGSYS},
        {"open a socket", open_socket, -SIGSYS},
        {"open a local socket", open_local_socket, -SIGSYS},
        {"start a process", start_process, -SIGSYS},
        {"run a program", run_program, -SIGSYS},
        {"signal another process", signal_other, -SIGSYS},
        {"trace another process", trace_other, -SIGSYS},
        {"map memory as code", map_code, REFUSED},
        {"eat memory", eat_memory, REFUSED},
        {"make an endless image", make_long_image, -SIGXFSZ},
        {"run for ever", run_for_ever, -SIGXCPU},
        {"give up", give_up, -SIGABRT},
    };
    if (granted())
        trials_run(trials, G_N_ELEMENTS(trials), NULL, fixture->folder);
}

static void test_binder(Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
    static const Trial inside[] = {
        {"read a chart", read_office, ALLOWED},           {"write a chart", make_file, ALLOWED},
        {"make a folder", make_folder, ALLOWED},          {"rename a chart", rename_file, ALLOWED},
        {"open a socket", open_socket, -SIGSYS},          {"run a program", run_program, -SIGSYS},
        {"signal another process", signal_other, -SIGSYS}};
    static const Trial outside[] = {{"read the office", read_office, REFUSED},
                                    {"write the office", write_office, REFUSED},
                                    {"make a file", make_file, REFUSED},
                                    {"remove a file", remove_file, REFUSED},
                                    {"make a folder", make_folder, REFUSED}};
    if (!granted())
        return;
    trials_run(inside, G_N_ELEMENTS(inside), fixture->folder, fixture->folder);
    g_assert_true(g_file_set_contents(fixture->file, "jobs = 1\n", -1, NULL));
    g_autofree char *charts = g_dir_make_tmp("chartward-charts-XXXXXX", NULL);
    trials_run(outside, G_N_ELEMENTS(outside), charts, fixture->folder);
    g_rmdir(charts);
}

/* --- painting -------------------------------------------------------------------------------- */

static const char base_font[] = "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>endobj\n";
static const char chinese_font[] =
    "5 0 obj<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    "/DescendantFonts[6 0 R]>>endobj\n"
    "6 0 obj<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
    "<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>endobj\n";

static GBytes *pdf_make(const char *font, const char *text)
{
    g_autofree char *content = g_strdup_printf("BT /F 60 Tf 40 90 Td %s Tj ET", text);
    char *pdf =
        g_strdup_printf("%%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                        "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
                        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 200]/Contents 4 0 R"
                        "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
                        "4 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n%s"
                        "trailer<</Root 1 0 R/Size 7>>\n%%%%EOF\n",
                        strlen(content), content, font);
    return g_bytes_new_take(pdf, strlen(pdf));
}

/* A sum of the page's pixels, and whether any is dark; 0 when it cannot be painted. */
static guint32 paint(GBytes *pdf, gboolean *inked)
{
    g_autoptr(Settings) settings = settings_new();
    g_autoptr(Source) source = source_open(pdf, "letter.pdf", settings, NULL, NULL);
    g_autoptr(Page) page = page_new(1);
    guint32 sum = 0;
    *inked = FALSE;
    if (source == NULL || !load_stage.page(NULL, source, page, NULL) || page->image == NULL)
        return 0;
    PIX *grey = pixConvertTo8(page->image, 0);
    gint64 words = (gint64)pixGetWpl(grey) * pixGetHeight(grey);
    for (gint64 i = 0; i < words; i++) {
        sum = sum * 31 + pixGetData(grey)[i];
        *inked = *inked || pixGetData(grey)[i] == 0;
    }
    pixDestroy(&grey);
    return sum;
}

/* Paints in a process of its own, locked in or not; the sum comes back through a pipe. */
static guint32 paint_apart(GBytes *pdf, gboolean locked, gboolean *inked)
{
    int ends[2];
    struct {
        guint32 sum;
        gboolean inked;
    } painted = {0};
    g_assert_cmpint(pipe(ends), ==, 0);
    pid_t child = fork();
    g_assert_cmpint(child, >=, 0);
    if (child == 0) {
        if (locked)
            lock_in(NULL);
        painted.sum = paint(pdf, &painted.inked);
        _exit(write(ends[1], &painted, sizeof painted) == sizeof painted ? 0 : BROKEN);
    }
    int status;
    close(ends[1]);
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_cmpint(status, ==, 0);
    g_assert_cmpint(read(ends[0], &painted, sizeof painted), ==, sizeof painted);
    close(ends[0]);
    *inked = painted.inked;
    return painted.sum;
}

static void assert_painted_alike(const char *font, const char *text, gboolean ink_wanted)
{
    g_autoptr(GBytes) pdf = pdf_make(font, text);
    gboolean free_inked, locked_inked;
    guint32 in_the_open = paint_apart(pdf, FALSE, &free_inked);
    guint32 locked_in = paint_apart(pdf, TRUE, &locked_inked);
    g_assert_cmpuint(in_the_open, !=, 0);
    g_assert_cmpuint(locked_in, ==, in_the_open);
    g_assert_true(locked_inked || !ink_wanted);
}

/* A reader's stages are opened first, as a reader does: what is lazy in them is loaded then. */
static void test_painting(void)
{
    if (!granted())
        return;
    g_autoptr(Settings) settings = settings_new();
    g_autoptr(GError) error = NULL;
    const StageSetup setup = {.settings = settings, .data_folder = "dict"};
    g_autoptr(Runner) runner = runner_open(RUN_PAGES, &setup, &error);
    g_assert_no_error(error);
    g_assert_nonnull(runner);
    struct stat tasks;
    g_assert_cmpint(stat("/proc/self/task", &tasks), ==, 0);
    g_assert_cmpuint(tasks.st_nlink, ==, 2 + 1); /* Landlock locks in the thread that asks for it */
    assert_painted_alike(base_font, "(Metoprolol)", TRUE);
    /* With a Chinese font on the machine there is ink; without one, as little as in the open. */
    assert_painted_alike(chinese_font, "<4E2D65874E00>", FALSE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/sandbox/reader", Fixture, NULL, fixture_open, test_reader, fixture_close);
    g_test_add("/sandbox/binder", Fixture, NULL, fixture_open, test_binder, fixture_close);
    g_test_add_func("/sandbox/painting", test_painting);
    return g_test_run();
}
