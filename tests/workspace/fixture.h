#pragma once

#include <gio/gio.h>

#include "lt-workspace.h"

G_BEGIN_DECLS

/* A folder of its own with a new workspace from the built-in catalogue; what most tests start from. */
typedef struct
{
  char *folder;
  char *path;
  LtWorkspace *workspace; /* (nullable): a test may close it and let it go */
} Fixture;

void fixture_set_up (Fixture *self, gconstpointer data);
void fixture_tear_down (Fixture *self, gconstpointer data);
/* Lets go of the workspace, closed. */
void fixture_close (Fixture *self);
/* Lets go of what must be the last reference, ten seconds at most. */
void assert_let_go (LtWorkspace *workspace);
/* Opens the file again. */
void fixture_open (Fixture *self);
/* Returns: (transfer full): a path in the folder. */
char *fixture_name (Fixture *self, const char *name);

/* Makes rows, as many as asked for. Row i depends on i and the salt only. */
typedef struct
{
  LtKind kind;
  guint next;
  guint end;
  int salt;      /* changes figures, not keys */
  guint fail_at; /* 0: never; else the reader fails at this row */
  GCancellable *cancellable;
  guint cancel_at; /* 0: never */
  gboolean without_geometry;
  guint added;
  guint changed;
  guint unchanged;
} Rows;

/* Puts rows [next, end) as one step titled `title`. */
gboolean rows_put (Rows *self, LtWorkspace *workspace, const char *title, GError **error);

/* Puts one row given as "name=value" pairs; "x" and "y" make a point of it. */
gboolean put_row (LtWorkspace *workspace, LtKind kind, LtPutResult *result, GError **error, ...)
    G_GNUC_NULL_TERMINATED;

/* Asserts an LT_ERROR of the code whose message is one sentence and names `name`. */
#define assert_sentence(error, code, name)                                                                   \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_assert_error (error, LT_ERROR, (int) (code));                                                          \
    check_sentence ((error)->message, name);                                                                 \
  }                                                                                                          \
  G_STMT_END
void check_sentence (const char *message, const char *name);

/* All rows of a table as text, in order of its primary key. Returns: (transfer full). */
char *dump_table (const char *path, const char *table);
/* One value of a query on the file, as text. Returns: (transfer full) (nullable). */
char *query_text (const char *path, const char *sql);
void run_sql (const char *path, const char *sql);

/* Takes a file back to what schema version 1 was. */
void make_older (const char *path);

/* Runs the main context until *flag is not zero, ten seconds at most. */
void wait_for (const int *flag);

G_END_DECLS
