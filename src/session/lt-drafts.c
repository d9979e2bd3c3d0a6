#include "config.h"

#include "lt-drafts.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lt-error.h"

#define DELAY_MS 400
#define GROUP "drafts"

struct _LtDrafts
{
  GObject parent_instance;

  char *path;
  GHashTable *texts; /* key → text */
  GHashTable *given; /* keys set or forgotten in this session */
  guint timeout;
  GThread *thread; /* writes; NULL: none does */
  int writing;     /* atomic */
};

G_DEFINE_FINAL_TYPE (LtDrafts, lt_drafts, G_TYPE_OBJECT)

static void
lt_drafts_dispose (GObject *object)
{
  lt_drafts_flush (LT_DRAFTS (object));
  G_OBJECT_CLASS (lt_drafts_parent_class)->dispose (object);
}

static void
lt_drafts_finalize (GObject *object)
{
  LtDrafts *self = LT_DRAFTS (object);

  g_free (self->path);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->given);
  G_OBJECT_CLASS (lt_drafts_parent_class)->finalize (object);
}

static void
lt_drafts_class_init (LtDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lt_drafts_dispose;
  G_OBJECT_CLASS (klass)->finalize = lt_drafts_finalize;
}

static void
lt_drafts_init (LtDrafts *self)
{
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

LtDrafts *
lt_drafts_new (const char *workspace)
{
  LtDrafts *self;
  g_autofree char *path = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (workspace != NULL, NULL);

  self = g_object_new (LT_TYPE_DRAFTS, NULL);
  path = g_canonicalize_filename (workspace, NULL);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  name = g_strdup_printf ("%.32s.ini", sum);
  self->path = g_build_filename (g_get_user_state_dir (), "liantu", "drafts", name, NULL);
  return self;
}

/* --- reading --- */

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  if (g_key_file_load_from_file (file, data, G_KEY_FILE_NONE, &error)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_task_return_pointer (task, g_steal_pointer (&file), (GDestroyNotify) g_key_file_unref);
  else
    g_task_return_new_error (task, LT_ERROR, LT_ERROR_IO, _ ("The drafts in “%s” can't be read: %s."),
                             (const char *) data, error->message);
}

void
lt_drafts_read_async (LtDrafts *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LT_IS_DRAFTS (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, lt_drafts_read_async);
  g_task_set_task_data (task, g_strdup (self->path), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

gboolean
lt_drafts_read_finish (LtDrafts *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GKeyFile) file = NULL;
  g_auto (GStrv) keys = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  file = g_task_propagate_pointer (G_TASK (result), error);
  if (file == NULL)
    return FALSE;
  keys = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *key = g_uri_unescape_string (keys[i], NULL);
      char *text = g_key_file_get_string (file, GROUP, keys[i], NULL);

      if (key != NULL && text != NULL && !g_hash_table_contains (self->given, key))
        g_hash_table_insert (self->texts, g_steal_pointer (&key), text);
      else
        g_free (text);
    }
  return TRUE;
}

/* --- writing --- */

typedef struct
{
  LtDrafts *self; /* outlives the thread, which dispose waits for */
  char *path;
  char *text; /* NULL: no draft is left */
} Writing;

static gpointer
write_in_thread (gpointer data)
{
  Writing *writing = data;
  g_autofree char *folder = g_path_get_dirname (writing->path);
  g_autoptr (GError) error = NULL;

  if (writing->text == NULL)
    g_unlink (writing->path);
  else if (g_mkdir_with_parents (folder, 0700) != 0)
    g_warning ("%s: %s", folder, g_strerror (errno));
  else if (!g_file_set_contents_full (writing->path, writing->text, -1,
                                      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                      &error))
    g_warning ("%s", error->message);
  g_atomic_int_set (&writing->self->writing, 0);
  g_free (writing->path);
  g_free (writing->text);
  g_free (writing);
  return NULL;
}

static char *
make_text (LtDrafts *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  GHashTableIter iter;
  gpointer key, text;

  if (g_hash_table_size (self->texts) == 0)
    return NULL;
  g_hash_table_iter_init (&iter, self->texts);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      g_autofree char *name = g_uri_escape_string (key, NULL, FALSE);

      g_key_file_set_string (file, GROUP, name, text);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

static void
write_out (LtDrafts *self)
{
  Writing *writing = g_new0 (Writing, 1);

  g_clear_pointer (&self->thread, g_thread_join);
  writing->self = self;
  writing->path = g_strdup (self->path);
  writing->text = make_text (self);
  g_atomic_int_set (&self->writing, 1);
  self->thread = g_thread_new ("lt-drafts", write_in_thread, writing);
}

static gboolean
on_timeout (gpointer data)
{
  LtDrafts *self = data;

  if (g_atomic_int_get (&self->writing))
    return G_SOURCE_CONTINUE;
  self->timeout = 0;
  write_out (self);
  return G_SOURCE_REMOVE;
}

void
lt_drafts_set (LtDrafts *self, const char *key, const char *text)
{
  g_return_if_fail (LT_IS_DRAFTS (self) && key != NULL);

  if (g_strcmp0 (g_hash_table_lookup (self->texts, key), text) == 0
      && g_hash_table_contains (self->given, key))
    return;
  g_hash_table_add (self->given, g_strdup (key));
  if (text != NULL)
    g_hash_table_replace (self->texts, g_strdup (key), g_strdup (text));
  else
    g_hash_table_remove (self->texts, key);
  if (self->timeout == 0)
    self->timeout = g_timeout_add (DELAY_MS, on_timeout, self);
}

const char *
lt_drafts_get (LtDrafts *self, const char *key)
{
  g_return_val_if_fail (LT_IS_DRAFTS (self) && key != NULL, NULL);

  return g_hash_table_lookup (self->texts, key);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

char **
lt_drafts_get_keys (LtDrafts *self)
{
  GPtrArray *keys;
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (LT_IS_DRAFTS (self), NULL);

  keys = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, self->texts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, g_strdup (key));
  g_ptr_array_sort (keys, compare_keys);
  g_ptr_array_add (keys, NULL);
  return (char **) g_ptr_array_free (keys, FALSE);
}

void
lt_drafts_flush (LtDrafts *self)
{
  g_return_if_fail (LT_IS_DRAFTS (self));

  if (self->timeout != 0)
    {
      g_clear_handle_id (&self->timeout, g_source_remove);
      write_out (self);
    }
  g_clear_pointer (&self->thread, g_thread_join);
}
