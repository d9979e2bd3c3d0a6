#include "config.h"

#include "lt-kind.h"

#include <glib/gi18n-lib.h>

static const char *const names[LT_N_KINDS] = { "districts", "enterprises", "parcels", "projects" };

static const char *const titles[LT_N_KINDS]
    = { N_ ("Districts"), N_ ("Enterprises"), N_ ("Parcels"), N_ ("Projects") };

const char *
lt_kind_get_name (LtKind kind)
{
  g_return_val_if_fail ((guint) kind < LT_N_KINDS, NULL);

  return names[kind];
}

const char *
lt_kind_get_title (LtKind kind)
{
  g_return_val_if_fail ((guint) kind < LT_N_KINDS, NULL);

  return g_dgettext (GETTEXT_PACKAGE, titles[kind]);
}

gboolean
lt_kind_from_name (const char *name, LtKind *kind)
{
  g_return_val_if_fail (name != NULL && kind != NULL, FALSE);

  for (guint i = 0; i < LT_N_KINDS; i++)
    {
      if (strcmp (name, names[i]) == 0)
        {
          *kind = (LtKind) i;
          return TRUE;
        }
    }
  return FALSE;
}
