#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "fixture.h"
#include "lt-edit.h"
#include "lt-history.h"
#include "lt-rows.h"

/* Random edits, undos, redos and goings to other moments, beside a model that is kept in memory: it knows
 * each row of projects and project_chains, and is compared with the tables byte for byte. */

/* The sanitizers look for other faults than the count does, and are a dozen times slower. */
#define DOINGS (g_getenv ("LIANTU_SANITIZED") != NULL ? 1500u : 10000u)
#define DOINGS_A_COMPARISON 250
#define MANY_ROWS 60

/* A row as it is for a while; never changed, shared by moments. */
typedef struct
{
  LtRecord *record;
  gint64 links[2]; /* ids of its rows in project_chains */
  guint n_links;
} Row;

/* A moment: rows in order of their ids. */
typedef struct
{
  GPtrArray *rows;
  guint parent;
} Moment;

typedef struct
{
  Fixture *fixture;
  GRand *rand;
  GPtrArray *all;  /* every Row that ever was */
  GArray *moments; /* Moment; [0] is the beginning, step n is the nth */
  guint now;
  GArray *redo; /* moments that redo goes to, the next one last */
  gint64 last_id;
  gint64 last_link;
} Model;

static void
free_row (gpointer data)
{
  Row *row = data;

  g_object_unref (row->record);
  g_free (row);
}

static void
clear_moment (gpointer data)
{
  g_ptr_array_unref (((Moment *) data)->rows);
}

static Moment *
get_moment (Model *self, guint index)
{
  return &g_array_index (self->moments, Moment, index);
}

/* --- writing rows as dump_table does --- */

static void
append_text (GString *line, const char *text)
{
  if (text != NULL)
    g_string_append_printf (line, "3:%s|", text);
  else
    g_string_append (line, "5:|");
}

static void
append_geometry (GString *line, LtRecord *record)
{
  g_autoptr (GBytes) blob = lt_rows_encode_geometry (LT_KIND_PROJECT, lt_record_get_geometry (record));
  gsize length = 0;
  const guint8 *data = blob != NULL ? g_bytes_get_data (blob, &length) : NULL;

  if (blob == NULL)
    g_string_append (line, "5:");
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (line, "%02x", data[i]);
  g_string_append_c (line, '|');
}

static void
append_value (GString *line, LtRecord *record, const LtField *field, guint index)
{
  double number;

  if (field->type != LT_FIELD_INTEGER && field->type != LT_FIELD_NUMBER)
    append_text (line, lt_record_get_text (record, index));
  else if (!lt_record_get_number (record, index, &number))
    g_string_append (line, "5:|");
  else if (field->type == LT_FIELD_INTEGER)
    g_string_append_printf (line, "1:%.0f|", number);
  else
    g_string_append_printf (line, "2:%.1f|", number);
}

static char *
dump_projects (Model *self)
{
  GPtrArray *rows = get_moment (self, self->now)->rows;
  GString *text = g_string_new (NULL);
  guint n;
  const LtField *fields = lt_fields_get (LT_KIND_PROJECT, &n);

  for (guint i = 0; i < rows->len; i++)
    {
      LtRecord *record = ((Row *) g_ptr_array_index (rows, i))->record;

      g_string_append_printf (text, "1:%" G_GINT64_FORMAT "|", lt_record_get_id (record));
      append_geometry (text, record);
      for (guint j = 0; j < n; j++)
        {
          if (fields[j].type != LT_FIELD_CHAINS)
            append_value (text, record, &fields[j], j);
        }
      append_text (text, lt_record_get_extra (record));
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  gint64 id;
  gint64 project;
  guint chain;
  guint position;
} Link;

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const Link *x = a, *y = b;

  return x->id < y->id ? -1 : x->id > y->id;
}

static char *
dump_links (Model *self)
{
  GPtrArray *rows = get_moment (self, self->now)->rows;
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (Link));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = g_ptr_array_index (rows, i);
      guint chains[2];
      guint n = lt_record_get_chains (row->record, chains, 2);

      for (guint j = 0; j < n; j++)
        {
          Link link = { row->links[j], lt_record_get_id (row->record), chains[j], j + 1 };

          g_array_append_val (links, link);
        }
    }
  g_array_sort (links, compare_links);
  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = &g_array_index (links, Link, i);

      g_string_append_printf (text, "1:%" G_GINT64_FORMAT "|1:%" G_GINT64_FORMAT "|1:%u|1:%u|\n", link->id,
                              link->project, link->chain, link->position);
    }
  return g_string_free (text, FALSE);
}

static void
compare (Model *self)
{
  g_autofree char *projects = dump_projects (self);
  g_autofree char *links = dump_links (self);
  g_autofree char *table = dump_table (self->fixture->path, "projects");
  g_autofree char *link_table = dump_table (self->fixture->path, "project_chains");

  g_assert_cmpstr (table, ==, projects);
  g_assert_cmpstr (link_table, ==, links);
}

/* --- what is done --- */

static guint
get_field (const char *name)
{
  return (guint) lt_fields_find (LT_KIND_PROJECT, name);
}

static void
vary (Model *self, LtRecord *record)
{
  static const char *const chains[] = { "1", "2;6", "6;2", "3", NULL, "8;1" };
  static const char *const owners[] = { "甲", "乙方有限公司", NULL, "o'\"丙" };

  if (g_rand_boolean (self->rand))
    lt_record_set_text (record, get_field ("chains"), chains[g_rand_int_range (self->rand, 0, 6)]);
  if (g_rand_boolean (self->rand))
    lt_record_set_text (record, get_field ("owner"), owners[g_rand_int_range (self->rand, 0, 4)]);
  if (g_rand_boolean (self->rand))
    lt_record_set_number (record, get_field ("investment_wan"),
                          g_rand_boolean (self->rand) ? g_rand_int_range (self->rand, 0, 100000) / 2.0 : NAN);
  if (g_rand_boolean (self->rand))
    lt_record_set_number (record, get_field ("need_staff"), g_rand_int_range (self->rand, 0, 50));
  if (g_rand_boolean (self->rand))
    lt_record_take_geometry (record, lt_geometry_new_point (119.9 + g_rand_double (self->rand) / 10, 30.5));
  lt_record_set_text (record, get_field ("district"), "330521");
}

static gboolean
same_chains (LtRecord *a, LtRecord *b)
{
  guint field = get_field ("chains");

  return g_strcmp0 (lt_record_get_text (a, field), lt_record_get_text (b, field)) == 0;
}

static Row *
make_row (Model *self, LtRecord *record, const Row *before)
{
  Row *row = g_new0 (Row, 1);
  guint chains[2];

  row->record = g_object_ref (record);
  row->n_links = lt_record_get_chains (record, chains, 2);
  if (before != NULL && same_chains (before->record, record))
    memcpy (row->links, before->links, sizeof row->links);
  else
    {
      for (guint i = 0; i < row->n_links; i++)
        row->links[i] = ++self->last_link;
    }
  g_ptr_array_add (self->all, row);
  return row;
}

/* One to three rows a step. Each row at most once. */
static void
edit (Model *self)
{
  GPtrArray *before = get_moment (self, self->now)->rows;
  g_autoptr (GPtrArray) rows = g_ptr_array_copy (before, NULL, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  LtEdit *change = lt_edit_new ("step");
  Moment moment = { NULL, self->now };

  for (int i = g_rand_int_range (self->rand, 1, 4); i > 0; i--)
    {
      guint at = rows->len > 0 ? (guint) g_rand_int_range (self->rand, 0, (int) rows->len) : 0;
      const Row *row = rows->len > 0 ? g_ptr_array_index (rows, at) : NULL;
      gboolean taken
          = row == NULL || !g_hash_table_add (seen, GINT_TO_POINTER (lt_record_get_id (row->record)));

      if (taken || (g_rand_int_range (self->rand, 0, 3) == 0 && rows->len < MANY_ROWS))
        {
          g_autoptr (LtRecord) record = lt_record_new (LT_KIND_PROJECT);

          lt_record_set_text (record, get_field ("name"), "项目");
          vary (self, record);
          lt_edit_put (change, record, NULL);
          lt_record_set_id (record, ++self->last_id);
          g_hash_table_add (seen, GINT_TO_POINTER (self->last_id));
          g_ptr_array_add (rows, make_row (self, record, NULL));
        }
      else if (g_rand_int_range (self->rand, 0, 3) == 0 || rows->len >= MANY_ROWS)
        {
          lt_edit_delete (change, LT_KIND_PROJECT, lt_record_get_id (row->record));
          g_ptr_array_remove_index (rows, at);
        }
      else
        {
          g_autoptr (LtRecord) record = lt_record_copy (row->record);

          vary (self, record);
          lt_record_set_number (record, get_field ("need_funds_wan"), (double) self->moments->len);
          lt_edit_put (change, record, row->record);
          rows->pdata[at] = make_row (self, record, row);
        }
    }
  ids = lt_workspace_edit (self->fixture->workspace, change, &error);
  g_assert_no_error (error);
  moment.rows = g_steal_pointer (&rows);
  g_array_append_val (self->moments, moment);
  self->now = self->moments->len - 1;
  g_array_set_size (self->redo, 0);
}

static void
undo (Model *self)
{
  gboolean ok = lt_workspace_undo (self->fixture->workspace, NULL);

  g_assert_cmpint (ok, ==, self->now > 0);
  if (!ok)
    return;
  g_array_append_val (self->redo, self->now);
  self->now = get_moment (self, self->now)->parent;
}

static void
redo (Model *self)
{
  gboolean ok = lt_workspace_redo (self->fixture->workspace, NULL);

  g_assert_cmpint (ok, ==, self->redo->len > 0);
  if (!ok)
    return;
  self->now = g_array_index (self->redo, guint, self->redo->len - 1);
  g_array_set_size (self->redo, self->redo->len - 1);
}

static gboolean
leads_to (Model *self, guint from, guint to)
{
  while (to > from)
    to = get_moment (self, to)->parent;
  return to == from;
}

/* Newest children, the last of them first. */
static void
choose_redo (Model *self)
{
  g_autoptr (GArray) way = g_array_new (FALSE, FALSE, sizeof (guint));
  guint at = self->now;

  g_array_set_size (self->redo, 0);
  for (guint i = self->moments->len - 1; i > at; i--)
    {
      if (get_moment (self, i)->parent != at)
        continue;
      g_array_append_val (way, i);
      at = i;
      i = self->moments->len;
    }
  for (guint i = way->len; i > 0; i--)
    g_array_append_val (self->redo, g_array_index (way, guint, i - 1));
}

static void
go_to (Model *self)
{
  guint from = self->now;
  guint to = (guint) g_rand_int_range (self->rand, MAX (0, (int) self->moments->len - 40),
                                       (int) self->moments->len);
  g_autoptr (GError) error = NULL;
  gboolean ok = lt_workspace_go_to (self->fixture->workspace, to, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
  if (leads_to (self, to, from))
    {
      for (; self->now != to; self->now = get_moment (self, self->now)->parent)
        g_array_append_val (self->redo, self->now);
      return;
    }
  while (self->redo->len > 0 && self->now != to
         && leads_to (self, g_array_index (self->redo, guint, self->redo->len - 1), to))
    {
      self->now = g_array_index (self->redo, guint, self->redo->len - 1);
      g_array_set_size (self->redo, self->redo->len - 1);
    }
  if (self->now == to)
    return;
  self->now = to;
  choose_redo (self);
}

static void
do_something (Model *self)
{
  switch (g_rand_int_range (self->rand, 0, 20))
    {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
      undo (self);
      break;
    case 5:
    case 6:
    case 7:
      redo (self);
      break;
    case 8:
      go_to (self);
      break;
    default:
      edit (self);
      break;
    }
}

static void
test_random (Fixture *self, gconstpointer data)
{
  Model model = { .fixture = self };
  Moment beginning = { g_ptr_array_new (), 0 };
  guint doings = DOINGS;

  model.rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  model.all = g_ptr_array_new_with_free_func (free_row);
  model.moments = g_array_new (FALSE, FALSE, sizeof (Moment));
  g_array_set_clear_func (model.moments, clear_moment);
  model.redo = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (model.moments, beginning);
  for (guint i = 1; i <= doings; i++)
    {
      do_something (&model);
      if (i % DOINGS_A_COMPARISON == 0)
        compare (&model);
    }
  fixture_close (self);
  compare (&model);
  g_test_message ("%u steps, %u rows ever", model.moments->len - 1, model.all->len);
  g_array_unref (model.redo);
  g_array_unref (model.moments);
  g_ptr_array_unref (model.all);
  g_rand_free (model.rand);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  /* Ten thousand times on the disk takes minutes; that it gets there is another test's. */
  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) && g_access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/random/edits", Fixture, NULL, fixture_set_up, test_random, fixture_tear_down);
  return g_test_run ();
}
