/* service.h - what a program that stays owes to the machine: signals heard, the manager told. */
#pragma once

#include <glib.h>

typedef struct {
    int fd;          /* readable when a signal has come */
    gboolean ends;   /* SIGTERM or SIGINT came */
    gboolean reread; /* SIGHUP came; whoever acts on it takes it back */
} Signals;

/* From now on these signals do nothing but tell here; the processes started later do not end by
 * them, either: they end with this one. FALSE: the machine has none to give. */
gboolean signals_open(Signals *signals);
void signals_close(Signals *signals);

/* Hears what has come, without waiting. */
void signals_hear(Signals *signals);

/* Tells the service manager ("READY=1"), by the protocol of sd_notify(3); nothing without one. */
void service_tell(const char *format, ...) G_GNUC_PRINTF(1, 2);
