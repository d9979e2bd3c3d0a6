#include "config.h"

#include "lt-command-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-error.h"
#include "lt-mercator.h"

#define CHAIN "chain:"
#define DISTRICT "district:"

static gboolean
parse_chain (LtCommandView *self, const char *text)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &number, NULL))
    return FALSE;
  self->chain = (guint) number;

  return TRUE;
}

static gboolean
parse_box (LtCommandView *self, const char *text)
{
  double sides[4];
  char *end = (char *) text;

  for (guint i = 0; i < 4; i++)
    {
      const char *start = end;

      sides[i] = g_ascii_strtod (start, &end);
      if (end == start || !isfinite (sides[i]) || *end != (i < 3 ? ',' : '\0'))
        return FALSE;
      end += i < 3 ? 1 : 0;
    }
  self->box = (LtBox){ sides[0], sides[1], sides[2], sides[3] };

  return sides[0] < sides[2] && sides[1] < sides[3] && sides[0] >= -180.0 && sides[2] <= 180.0
         && sides[1] >= -LT_MERCATOR_MAX_LATITUDE && sides[3] <= LT_MERCATOR_MAX_LATITUDE;
}

gboolean
lt_command_view_parse (LtCommandView *self, const char *text)
{
  *self = (LtCommandView){ .box = LT_BOX_EMPTY };
  if (text == NULL || strcmp (text, "city") == 0)
    return TRUE;
  if (g_str_has_prefix (text, CHAIN))
    return parse_chain (self, text + strlen (CHAIN));
  if (!g_str_has_prefix (text, DISTRICT))
    return parse_box (self, text);

  self->district = text + strlen (DISTRICT);

  return *self->district != '\0' && g_utf8_validate (self->district, -1, NULL);
}

static gboolean
find_district (const LtCommandView *self, LtCatalogue *catalogue, int *index, GError **error)
{
  LtDistrict *district = lt_catalogue_get_district (catalogue, self->district);

  for (guint i = 0; district != NULL && i < lt_catalogue_get_n_districts (catalogue); i++)
    if (lt_catalogue_get_district_at (catalogue, i) == district)
      {
        *index = (int) i;
        return TRUE;
      }

  g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
               _ ("The catalogue has no district “%s”: give its code or its full name."), self->district);
  return FALSE;
}

static gboolean
check_chain (const LtCommandView *self, LtCatalogue *catalogue, GError **error)
{
  if (self->chain == 0 || lt_catalogue_get_chain (catalogue, self->chain) != NULL)
    return TRUE;

  g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
               _ ("The catalogue has no chain %u: its chains are numbered 1 to %u."), self->chain,
               lt_catalogue_get_n_chains (catalogue));
  return FALSE;
}

gboolean
lt_command_view_apply (const LtCommandView *self,
                       const LtSnapshot *snapshot,
                       LtPicture *picture,
                       GError **error)
{
  int district = -1;

  if (!check_chain (self, snapshot->catalogue, error)
      || (self->district != NULL && !find_district (self, snapshot->catalogue, &district, error)))
    return FALSE;

  picture->view.chain = self->chain;
  picture->view.district = district;
  picture->box = self->box;
  if (lt_box_is_empty (&picture->box))
    picture->box = lt_picture_get_view_box (snapshot, self->chain, district);
  if (!lt_box_is_empty (&picture->box))
    return TRUE;

  g_set_error_literal (error, LT_ERROR, LT_ERROR_VALUE,
                       _ ("The workspace has no boundary to show: import districts, or give --view "
                          "W,S,E,N."));
  return FALSE;
}
