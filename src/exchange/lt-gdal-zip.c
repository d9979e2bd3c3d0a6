#include "config.h"

#include "lt-gdal-zip.h"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <string.h>

#include "lt-encoding.h"
#include "lt-ending.h"

/* All in the ZIP that end so, but for what macOS adds of its own ("._one.shp"). */
static GPtrArray *
list_members (const char *zip, const char *ending)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  char **names = VSIReadDirRecursive (zip);

  for (int i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *base = g_path_get_basename (names[i]);

      if (base[0] != '.' && lt_ending_is (names[i], ending))
        g_ptr_array_add (list, g_strdup (names[i]));
    }
  CSLDestroy (names);

  return list;
}

static char *
join (const char *zip, const char *member)
{
  return g_strconcat (zip, "/", member, NULL);
}

/* --- names --- */

char *
lt_gdal_zip_decode_name (const char *name)
{
  gsize length;
  g_autofree char *bytes = g_convert (name, -1, "ISO-8859-1", "UTF-8", NULL, &length, NULL);
  g_autofree char *decoded = NULL;

  if (bytes == NULL || lt_encoding_is_plain (bytes, length))
    return g_strdup (name);
  if (g_utf8_validate_len (bytes, length, NULL))
    return g_steal_pointer (&bytes);
  decoded = g_convert (bytes, (gssize) length, "UTF-8", "GB18030", NULL, NULL, NULL);

  return decoded != NULL ? g_steal_pointer (&decoded) : g_strdup (name);
}

static gboolean
is_alone (const GPtrArray *members, guint i)
{
  g_autofree char *name = g_path_get_basename (g_ptr_array_index (members, i));

  for (guint j = 0; j < members->len; j++)
    {
      g_autofree char *other = g_path_get_basename (g_ptr_array_index (members, j));

      if (j != i && g_ascii_strcasecmp (name, other) == 0)
        return FALSE;
    }

  return TRUE;
}

/* Without the ending, and without the folder where that makes no difference. */
static char **
name_members (const GPtrArray *members, const char *ending)
{
  char **names = g_new0 (char *, members->len + 1);

  for (guint i = 0; i < members->len; i++)
    {
      const char *member = g_ptr_array_index (members, i);
      g_autofree char *name = is_alone (members, i) ? g_path_get_basename (member) : g_strdup (member);

      name[strlen (name) - strlen (ending)] = '\0';
      names[i] = lt_gdal_zip_decode_name (name);
    }

  return names;
}

/* --- choosing --- */

static int
find_name (char **names, const char *name)
{
  for (int i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return i;

  return -1;
}

static int
choose (char **names, const LtSourceOpening *opening)
{
  if (opening->layer != NULL)
    return find_name (names, opening->layer);

  for (guint i = 0; opening->layers[i] != NULL; i++)
    {
      int found = find_name (names, opening->layers[i]);

      if (found >= 0)
        return found;
    }

  return opening->any_layer || names[1] == NULL ? 0 : -1;
}

static char *
choose_member (
    const LtSourceOpening *opening, const char *zip, const char *ending, char ***members, const char **member)
{
  g_autoptr (GPtrArray) list = list_members (zip, ending);
  int chosen;

  if (list->len == 0)
    return NULL;
  *members = name_members (list, ending);
  chosen = choose (*members, opening);
  if (chosen < 0)
    return NULL;

  *member = (*members)[chosen];
  return join (zip, g_ptr_array_index (list, (guint) chosen));
}

/* --- formats --- */

/* The folder around the first table. */
static char *
find_folder (const char *zip)
{
  g_autoptr (GPtrArray) list = list_members (zip, ".gdbtable");
  g_autofree char *parent = NULL;

  if (list->len == 0)
    return NULL;
  parent = g_path_get_dirname (g_ptr_array_index (list, 0));

  return strcmp (parent, ".") == 0 ? g_strdup (zip) : join (zip, parent);
}

/* The KML of a KMZ; the KMZ itself when it has several, which the first refers to. As a KMZ the driver
 * doesn't find the titles that a document declares for the folders in it. */
static char *
find_document (const char *zip, const char *path)
{
  g_autoptr (GPtrArray) list = list_members (zip, ".kml");

  return list->len == 1 ? join (zip, g_ptr_array_index (list, 0)) : g_strdup (path);
}

char *
lt_gdal_zip_find (const LtSourceOpening *opening, char ***members, const char **member)
{
  g_autofree char *zip = g_strconcat ("/vsizip/{", opening->path, "}", NULL);
  char *found;

  *members = NULL;
  *member = NULL;
  switch (opening->format)
    {
    case LT_SOURCE_SHAPEFILE:
      return choose_member (opening, zip, ".shp", members, member);
    case LT_SOURCE_FILEGDB:
      return find_folder (zip);
    case LT_SOURCE_MAPINFO:
      found = choose_member (opening, zip, ".tab", members, member);
      return found != NULL || *members != NULL ? found
                                               : choose_member (opening, zip, ".mif", members, member);
    case LT_SOURCE_KML:
      return find_document (zip, opening->path);
    default:
      return g_strdup (opening->path);
    }
}
