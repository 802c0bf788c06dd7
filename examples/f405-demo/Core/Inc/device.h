/*
 * The logger's description of itself and its calibration table.
 */
#ifndef DEVICE_H
#define DEVICE_H

#include <stdint.h>

#define CALIBRATION_POINTS 10000

typedef enum
{
  DEVICE_IDLE = 0,
  DEVICE_LOGGING = 2,
  DEVICE_ERROR = 7
} device_mode_t;

typedef union
{
  uint32_t word;
  uint16_t half[2];
  uint8_t byte[4];
  float number;
} device_reg_t;

typedef struct device_node
{
  int value;
  struct device_node *next;
} device_node_t;

typedef struct
{
  char name[16];
  device_mode_t mode;
  device_reg_t reg;
  int matrix[4][4];
  int (*read_channel)(int channel);
  device_node_t *head;
  double scale;
  uint64_t serial;
} device_t;

extern device_t g_device;
/* Calibration table: entry i is 3 * i. Filled before main by a static constructor. */
extern int big_array[CALIBRATION_POINTS];

int device_read_channel(int channel);

#endif
