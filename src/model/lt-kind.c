#include "config.h"

#include "lt-kind.h"

#include <glib/gi18n-lib.h>

static const char *const names[LT_N_TABLES]
    = { "districts", "enterprises", "parcels", "projects", "figures", "occupancy" };

static const char *const titles[LT_N_TABLES]
    = { N_ ("Districts"), N_ ("Enterprises"),    N_ ("Parcels"),
        N_ ("Projects"),  N_ ("Yearly figures"), N_ ("Land occupancy") };

const char *
lt_kind_get_name (LtKind kind)
{
  g_return_val_if_fail ((guint) kind < LT_N_TABLES, NULL);

  return names[kind];
}

const char *
lt_kind_get_title (LtKind kind)
{
  g_return_val_if_fail ((guint) kind < LT_N_TABLES, NULL);

  return g_dgettext (GETTEXT_PACKAGE, titles[kind]);
}

static gboolean
find_name (const char *name, guint n, LtKind *kind)
{
  for (guint i = 0; i < n; i++)
    {
      if (strcmp (name, names[i]) == 0)
        {
          *kind = (LtKind) i;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
lt_kind_from_name (const char *name, LtKind *kind)
{
  g_return_val_if_fail (name != NULL && kind != NULL, FALSE);

  return find_name (name, LT_N_KINDS, kind);
}

gboolean
lt_kind_from_table_name (const char *name, LtKind *kind)
{
  g_return_val_if_fail (name != NULL && kind != NULL, FALSE);

  return find_name (name, LT_N_TABLES, kind);
}
