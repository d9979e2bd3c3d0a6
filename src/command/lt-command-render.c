#include "config.h"

#include "lt-command-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-command-classes.h"
#include "lt-command-view.h"
#include "lt-paths.h"
#include "lt-picture.h"

#define MIN_SIDE 16
#define MAX_SIDE 16384

static char *view_text;
static char *size_text;
static char *scale_text;
static char *layers_text;
static char *classes_text;
static char *base_text;
static char *language_text;
static char *theme_text;

static const GOptionEntry options[] = {
  { "view", 0, 0, G_OPTION_ARG_FILENAME, &view_text,
    N_ ("What to show: city, chain:N, district:CODE or W,S,E,N in degrees (city)"), "VIEW" },
  { "size", 0, 0, G_OPTION_ARG_FILENAME, &size_text, N_ ("Size of the picture (1920x1080)"), "WxH" },
  { "scale", 0, 0, G_OPTION_ARG_FILENAME, &scale_text,
    N_ ("Pixels of a PNG per unit of its size, 0.25 to 8 (1)"), "NUMBER" },
  { "layers", 0, 0, G_OPTION_ARG_FILENAME, &layers_text,
    N_ ("Which of districts,parcels,enterprises,projects to draw (all)"), "LIST" },
  { "classes", 0, 0, G_OPTION_ARG_FILENAME, &classes_text,
    N_ ("Colour parcels by a rule set's grades or verdicts, or by one of its indicators"),
    N_ ("RULES[:INDICATOR]") },
  { "base", 0, 0, G_OPTION_ARG_FILENAME, &base_text, N_ ("Base map: offline, none or an MBTiles file"),
    "BASE" },
  { "lang", 0, 0, G_OPTION_ARG_FILENAME, &language_text, N_ ("Language: zh_CN or en"), "LANGUAGE" },
  { "theme", 0, 0, G_OPTION_ARG_FILENAME, &theme_text, N_ ("Colours: light, dark or wall"), "THEME" },
  { NULL },
};

static gboolean
read_theme (LtTheme *theme)
{
  static const char *const names[] = { "light", "dark", "wall" };

  *theme = LT_THEME_LIGHT;
  if (theme_text == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (theme_text, names[i]) == 0)
      {
        *theme = (LtTheme) i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
read_layers (LtLayers *layers, char **wrong)
{
  static const LtLayers by_kind[LT_N_KINDS] = {
    [LT_KIND_DISTRICT] = LT_LAYER_DISTRICTS,
    [LT_KIND_ENTERPRISE] = LT_LAYER_ENTERPRISES,
    [LT_KIND_PARCEL] = LT_LAYER_PARCELS,
    [LT_KIND_PROJECT] = LT_LAYER_PROJECTS,
  };
  g_auto (GStrv) names = NULL;
  LtKind kind;

  *layers = LT_LAYER_ALL;
  if (layers_text == NULL)
    return TRUE;

  *layers = 0;
  names = g_strsplit (layers_text, ",", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!lt_kind_from_name (names[i], &kind))
        {
          *wrong = g_strdup (names[i]);
          return FALSE;
        }
      *layers |= by_kind[kind];
    }

  return *layers != 0;
}

static gboolean
read_side (const char *text, char **end, int *side)
{
  guint64 value;

  if (!g_ascii_isdigit (*text))
    return FALSE;

  value = g_ascii_strtoull (text, end, 10);
  *side = (int) MIN (value, G_MAXINT);

  return TRUE;
}

static gboolean
read_size (int *width, int *height)
{
  char *end;

  *width = 1920;
  *height = 1080;
  if (size_text == NULL)
    return TRUE;

  return read_side (size_text, &end, width) && (*end == 'x' || *end == 'X')
         && read_side (end + 1, &end, height) && *end == '\0';
}

static gboolean
read_scale (double *scale)
{
  char *end;

  *scale = 1.0;
  if (scale_text == NULL)
    return TRUE;

  *scale = g_ascii_strtod (scale_text, &end);

  return end != scale_text && *end == '\0' && *scale >= 0.25 && *scale <= 8.0;
}

static gboolean
fits (int side, double scale)
{
  double pixels = round (side * scale);

  return pixels >= MIN_SIDE && pixels <= MAX_SIDE && side >= MIN_SIDE;
}

static gboolean
has_picture_ending (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".png") || g_str_has_suffix (lower, ".svg")
         || g_str_has_suffix (lower, ".pdf");
}

static gboolean
is_base_word (const char *text)
{
  return strcmp (text, "offline") == 0 || strcmp (text, "none") == 0;
}

/* A word that is neither a base map nor looks like a file is a slip of the keyboard. */
static gboolean
check_base (void)
{
  return base_text == NULL || is_base_word (base_text) || strpbrk (base_text, "./") != NULL;
}

/* Returns LT_EXIT_DONE when every option makes sense. */
static int
read_options (LtPicture *picture, const char *file)
{
  g_autofree char *wrong = NULL;

  if (!has_picture_ending (file))
    return lt_command_misuse ("render", _ ("the picture's name must end in .png, .svg or .pdf, not “%s”"),
                              file);
  if (!read_size (&picture->width, &picture->height))
    return lt_command_misuse ("render", _ ("--size must be like 1920x1080, not “%s”"), size_text);
  if (!read_scale (&picture->scale))
    return lt_command_misuse ("render", _ ("--scale must be a number from 0.25 to 8, not “%s”"), scale_text);
  if (!fits (picture->width, picture->scale) || !fits (picture->height, picture->scale))
    return lt_command_misuse ("render", _ ("a picture's sides must have %d to %d pixels, size times scale"),
                              MIN_SIDE, MAX_SIDE);
  if (!read_layers (&picture->view.layers, &wrong))
    return lt_command_misuse ("render",
                              _ ("--layers must list districts, parcels, enterprises or projects, not “%s”"),
                              wrong != NULL ? wrong : "");
  if (!read_theme (&picture->view.theme))
    return lt_command_misuse ("render", _ ("--theme must be light, dark or wall, not “%s”"), theme_text);
  if (language_text != NULL && strcmp (language_text, "zh_CN") != 0 && strcmp (language_text, "en") != 0)
    return lt_command_misuse ("render", _ ("--lang must be zh_CN or en, not “%s”"), language_text);
  if (!check_base ())
    return lt_command_misuse ("render", _ ("--base must be offline, none or an MBTiles file, not “%s”"),
                              base_text);

  return LT_EXIT_DONE;
}

static gboolean
load_base (LtPicture *picture, LtBaseMap **base, LtMbtiles **mbtiles, GError **error)
{
  g_autofree char *directory = NULL;

  if (base_text == NULL || strcmp (base_text, "offline") == 0)
    {
      directory = g_build_filename (lt_paths_get_data (), "basemap", NULL);
      *base = lt_base_map_load (directory, error);
      picture->base = *base;
      return *base != NULL;
    }
  if (strcmp (base_text, "none") == 0)
    return TRUE;

  *mbtiles = lt_mbtiles_open (base_text, error);
  picture->mbtiles = *mbtiles;

  return *mbtiles != NULL;
}

/* *classes stays NULL when parcels are not to be coloured. */
static LtSnapshot *
load_snapshot (const char *path, const LtCommandClasses *wanted, LtClasses **classes, GError **error)
{
  g_autoptr (LtWorkspace) workspace = lt_workspace_open (path, error);
  LtSnapshot *snapshot;

  if (workspace == NULL)
    return NULL;

  snapshot = lt_workspace_load_snapshot (workspace, error);
  if (snapshot != NULL && wanted->rules != NULL)
    {
      *classes = lt_command_classes_make (wanted, workspace, snapshot, error);
      if (*classes == NULL)
        g_clear_pointer (&snapshot, lt_snapshot_unref);
    }
  lt_workspace_close (workspace);

  return snapshot;
}

static int
run (char **arguments)
{
  GError *error = NULL;
  LtPicture picture = { .view = { .district = -1 } };
  g_autoptr (LtBaseMap) base = NULL;
  g_autoptr (LtMbtiles) mbtiles = NULL;
  g_autoptr (LtSnapshot) snapshot = NULL;
  g_autoptr (LtClasses) classes = NULL;
  g_auto (LtCommandClasses) wanted = { 0 };
  LtCommandView view;
  int status = read_options (&picture, arguments[1]);

  if (status != LT_EXIT_DONE)
    return status;
  if (!lt_command_view_parse (&view, view_text))
    return lt_command_misuse (
        "render", _ ("--view must be city, chain:N, district:CODE or W,S,E,N in degrees, not “%s”"),
        view_text);

  if (classes_text != NULL && !lt_command_classes_parse (&wanted, classes_text, &error))
    return lt_command_fail (error);
  snapshot = load_snapshot (arguments[0], &wanted, &classes, &error);
  picture.view.classes = classes;
  if (snapshot == NULL || !lt_command_view_apply (&view, snapshot, &picture, &error)
      || !load_base (&picture, &base, &mbtiles, &error)
      || !lt_picture_write (&picture, snapshot, arguments[1], &error))
    return lt_command_fail (error);

  return LT_EXIT_DONE;
}

const LtCommand lt_render_command = {
  .name = "render",
  .arguments = "WORKSPACE FILE",
  .summary = N_ ("Draw a map into a PNG, SVG or PDF file"),
  .options = options,
  .run = run,
};
