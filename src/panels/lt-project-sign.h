#pragma once

#include <gtk/gtk.h>

#include "lt-chain.h"
#include "lt-stage.h"

G_BEGIN_DECLS

/* The sign of a stage: its pin's shape and letter in its chain's colour, ringed when late. */
#define LT_TYPE_PROJECT_SIGN (lt_project_sign_get_type ())
G_DECLARE_FINAL_TYPE (LtProjectSign, lt_project_sign, LT, PROJECT_SIGN, GtkWidget)

/* A square of `size` pixels, empty. */
GtkWidget *lt_project_sign_new (int size);
/* `chain` (nullable). */
void lt_project_sign_show (LtProjectSign *self, LtStage stage, LtChain *chain, gboolean late);
/* Empties it. */
void lt_project_sign_clear (LtProjectSign *self);

G_END_DECLS
