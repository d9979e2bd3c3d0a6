#pragma once

#include <stddef.h>
#include <stdint.h>

/* One input for the reader that the program tests; libFuzzer's entry point. Returns 0. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
