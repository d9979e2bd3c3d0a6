#include "config.h"

#include "lt-application.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "lt-paths.h"
#include "lt-renderer.h"
#include "lt-settings.h"
#include "lt-window.h"

struct _LtApplication
{
  AdwApplication parent_instance;

  guint term_source;
  guint interrupt_source;
};

G_DEFINE_FINAL_TYPE (LtApplication, lt_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *accels[3];
} shortcuts[] = {
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
  { "win.search", { "<Control>f" } },
  { "win.chain(uint32 0)", { "<Control>0" } },
  { "win.chain(uint32 1)", { "<Control>1" } },
  { "win.chain(uint32 2)", { "<Control>2" } },
  { "win.chain(uint32 3)", { "<Control>3" } },
  { "win.chain(uint32 4)", { "<Control>4" } },
  { "win.chain(uint32 5)", { "<Control>5" } },
  { "win.chain(uint32 6)", { "<Control>6" } },
  { "win.chain(uint32 7)", { "<Control>7" } },
  { "win.chain(uint32 8)", { "<Control>8" } },
  { "win.panel::overview", { "<Alt>1" } },
  { "win.panel::enterprises", { "<Alt>2" } },
  { "win.panel::land-use", { "<Alt>3" } },
  { "win.panel::projects", { "<Alt>4" } },
  { "win.left-panel", { "<Shift>F9" } },
  { "win.right-panel", { "F9" } },
  { "win.import-menu", { "<Control>i" } },
  { "win.export-picture", { "<Control>e" } },
  { "win.export", { "<Control><Shift>e" } },
  { "win.open", { "<Control>o" } },
  { "win.new", { "<Control>n" } },
  { "win.save-copy", { "<Control><Shift>s" } },
  { "win.add-project-at", { "<Control><Shift>n" } },
  { "win.history", { "<Control>h" } },
  { "win.zoom-in", { "<Control>plus", "<Control>equal" } },
  { "win.zoom-out", { "<Control>minus" } },
  { "win.map-tool::measure", { "<Control>m" } },
  { "win.map-tool::rectangle", { "<Control><Shift>r" } },
  { "win.map-tool::lasso", { "<Control><Shift>l" } },
  { "win.show-help-overlay", { "<Control>question" } },
};

static LtWindow *
find_window (LtApplication *self, const char *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l; l = l->next)
    if (LT_IS_WINDOW (l->data) && (!path || g_strcmp0 (lt_window_get_path (l->data), path) == 0))
      return l->data;
  return NULL;
}

static char *
default_path (void)
{
  return g_build_filename (lt_paths_get_user_data (), "huzhou.gpkg", NULL);
}

/* A last workspace that is gone or moved away gives way to the default one. */
static char *
first_path (gboolean *create)
{
  g_autoptr (GSettings) settings = lt_settings_new ();
  g_autofree char *last = g_settings_get_string (settings, "last-workspace");

  *create = !*last || !g_file_test (last, G_FILE_TEST_IS_REGULAR);
  if (!*create)
    return g_steal_pointer (&last);
  g_mkdir_with_parents (lt_paths_get_user_data (), 0700);
  return default_path ();
}

static void
lt_application_activate (GApplication *application)
{
  LtApplication *self = LT_APPLICATION (application);
  LtWindow *window = find_window (self, NULL);

  if (!window)
    {
      gboolean create;
      g_autofree char *path = first_path (&create);

      window = lt_window_new (self);
      lt_window_open (window, path, create);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
lt_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  LtApplication *self = LT_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);
      LtWindow *window = path ? find_window (self, path) : NULL;

      if (!path)
        continue;
      if (!window)
        {
          window = lt_window_new (self);
          lt_window_open (window, path, FALSE);
        }
      gtk_window_present (GTK_WINDOW (window));
    }
}

/* Windows are closed one by one, so that each remembers its view and leaves its file whole. */
static void
quit (LtApplication *self)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = windows; l; l = l->next)
    gtk_window_close (l->data);
}

static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  quit (LT_APPLICATION (data));
}

static gboolean
quit_signalled (gpointer data)
{
  quit (LT_APPLICATION (data));
  return G_SOURCE_CONTINUE;
}

static void
lt_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = { { "quit", quit_activated } };
  LtApplication *self = LT_APPLICATION (application);

  G_APPLICATION_CLASS (lt_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action, shortcuts[i].accels);
  self->term_source = g_unix_signal_add (SIGTERM, quit_signalled, self);
  self->interrupt_source = g_unix_signal_add (SIGINT, quit_signalled, self);
}

static void
lt_application_shutdown (GApplication *application)
{
  LtApplication *self = LT_APPLICATION (application);

  g_clear_handle_id (&self->term_source, g_source_remove);
  g_clear_handle_id (&self->interrupt_source, g_source_remove);

  G_APPLICATION_CLASS (lt_application_parent_class)->shutdown (application);
}

static void
lt_application_class_init (LtApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  application_class->startup = lt_application_startup;
  application_class->shutdown = lt_application_shutdown;
  application_class->activate = lt_application_activate;
  application_class->open = lt_application_open;
}

static void
lt_application_init (LtApplication *self)
{
}

LtApplication *
lt_application_new (void)
{
  GApplicationFlags flags = G_APPLICATION_HANDLES_OPEN;

  if (g_getenv ("LIANTU_NON_UNIQUE"))
    flags |= G_APPLICATION_NON_UNIQUE;
  return g_object_new (LT_TYPE_APPLICATION, "application-id", LT_APP_ID, "flags", flags, "resource-base-path",
                       "/io/github/liantu/Liantu", NULL);
}

int
lt_application_start (int argc, char **argv)
{
  g_autoptr (LtApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  lt_renderer_choose ();
  /* Its thread reads what fonts there are while this one opens the display. */
  pango_cairo_font_map_get_default ();
  /* The locale is set up already, and here also where it is not generated. */
  gtk_disable_setlocale ();
  if (!gtk_init_check ())
    {
      g_printerr ("%s\n",
                  _ ("There is no display to open a window on; “liantu render WORKSPACE FILE.png” draws a "
                     "picture without one."));
      return 1;
    }
  if (!lt_settings_check (&error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_set_application_name (_ ("Liantu"));
  g_set_prgname (LT_APP_ID);
  application = lt_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
