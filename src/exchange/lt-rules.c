#include "config.h"

#include "lt-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-import-report.h"
#include "lt-out-file.h"
#include "lt-paths.h"
#include "lt-rule-set.h"

#define MAX_SIZE (16 * 1024 * 1024)

/* The name becomes a file's: nothing in it may lead elsewhere. */
static gboolean
check_name (const char *name, const char *source, GError **error)
{
  if (name[0] != '.' && strchr (name, '/') == NULL && strlen (name) < 128)
    return TRUE;
  g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
               _ ("“%s”: “%s” can't be the name of a rule set: write letters, digits and dashes."), source,
               name);

  return FALSE;
}

static char *
read_source (const char *source, gsize *length, GError **error)
{
  g_autoptr (GError) problem = NULL;
  char *text = NULL;

  if (!g_file_get_contents (source, &text, length, &problem))
    g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND, _ ("“%s” can't be read: %s."), source,
                 problem->message);
  else if (*length > MAX_SIZE)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT, _ ("“%s” is too large for a rule set."), source);
      g_clear_pointer (&text, g_free);
    }

  return text;
}

static gboolean
write_rules (const char *path, const char *text, gsize length, gboolean overwrite, GError **error)
{
  g_autoptr (LtOutFile) file = lt_out_file_new (path, overwrite, error);

  if (file == NULL)
    return FALSE;
  g_string_append_len (lt_out_file_get_buffer (file), text, (gssize) length);

  return lt_out_file_commit (file, error);
}

LtImportReport *
lt_rules_import (const char *source, gboolean dry_run, GError **error)
{
  g_autoptr (LtImportReport) report = lt_import_report_new ();
  g_autofree char *text = NULL;
  g_autofree char *present = NULL;
  g_autofree char *file = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (LtRuleSet) rules = NULL;
  gint64 start = g_get_monotonic_time ();
  gsize length, present_length;

  g_return_val_if_fail (source != NULL, NULL);

  text = read_source (source, &length, error);
  if (text == NULL || (rules = lt_rule_set_load (source, error)) == NULL
      || !check_name (rules->name, source, error))
    return NULL;

  file = g_strconcat (rules->name, ".json", NULL);
  folder = g_build_filename (lt_paths_get_user_data (), "rules", NULL);
  path = g_build_filename (folder, file, NULL);
  report->read = 1;
  report->format = g_strdup ("JSON");
  if (!g_file_get_contents (path, &present, &present_length, NULL))
    report->added = 1;
  else if (present_length == length && memcmp (present, text, length) == 0)
    report->unchanged = 1;
  else
    report->changed = 1;
  report->encoding = g_strdup ("UTF-8");
  report->encoding_how = g_strdup ("format");
  report->encoding_text = g_strdup (_ ("UTF-8, from its format"));
  report->crs_how = g_strdup ("none");
  report->crs_text = g_strdup (_ ("without coordinates"));
  if (!dry_run && report->unchanged == 0)
    {
      g_mkdir_with_parents (folder, 0700);
      if (!write_rules (path, text, length, TRUE, error))
        return NULL;
    }
  report->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  return g_steal_pointer (&report);
}

gboolean
lt_rules_export (const char *name, const char *path, GError **error)
{
  g_autoptr (LtRuleSet) rules = NULL;
  g_autofree char *source = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (name != NULL && path != NULL, FALSE);

  rules = lt_rule_set_find (name, error);
  if (rules != NULL && (source = lt_rule_set_locate (name, NULL)) == NULL)
    source = g_strdup (name);
  text = source != NULL ? read_source (source, &length, error) : NULL;

  return text != NULL && write_rules (path, text, length, FALSE, error);
}

static void
import_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  LtImportReport *report = lt_rules_import (data, FALSE, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) lt_import_report_free);
  else
    g_task_return_error (task, error);
}

void
lt_rules_import_async (const char *source,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_return_if_fail (source != NULL);

  g_task_set_source_tag (task, lt_rules_import_async);
  g_task_set_task_data (task, g_strdup (source), g_free);
  g_task_run_in_thread (task, import_in_thread);
}

LtImportReport *
lt_rules_import_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
