/*
 * The sensor table and its filter. The readings are computed, not measured: no sensor is attached.
 */
#include "sensors.h"

#include "device.h"
#include "main.h"

sensor_t sensors[SENSOR_COUNT];
float g_sensor_sum;

/* Rounds of process_sensors so far; main.c has another s_calls. */
static uint32_t s_calls;

void sensors_init(void)
{
  for (int i = 0; i < SENSOR_COUNT; i++)
  {
    sensor_t *sensor = &sensors[i];
    sensor->id = 1000u + (uint32_t)i;
    sensor->state = (sensor_state_t)(i % 4);
    sensor->flags.enabled = (i % 4) != SENSOR_OFF;
    sensor->flags.channel = (uint32_t)i % 16u;
    sensor->flags.gain = (uint32_t)i % 8u;
    sensor->flags.error_count = (uint32_t)i % 256u;
    sensor->flags.offset = (i % 64) - 32;
    sensor->value = (float)i * 0.5f;
    sensor->limits.low = (int16_t)-i;
    sensor->limits.high = (int16_t)i;
    sensor->limits.period_ms = 100u + (uint32_t)i;
    sensor->raw[0] = (uint8_t)i;
    sensor->raw[1] = (uint8_t)(i >> 8);
    sensor->position.x = (int16_t)(i % 40);
    sensor->position.y = (int16_t)(i / 40);
  }
}

/* Moves each filtered value a quarter of the way to the reading. */
void process_sensors(void)
{
  float sum = 0.0f; /* @sensors */
  for (int i = 0; i < SENSOR_COUNT; i++)
  {
    sensor_t *sensor = &sensors[i];
    sensor->filtered += (sensor->value - sensor->filtered) * 0.25f; /* @sensors-loop */
    sensor->last_pass = g_counter;
    sensor->raw[2] = (uint8_t)g_device.read_channel(i);
    sum += sensor->filtered;
  }
  s_calls++; /* @sensors-done */
  g_sensor_sum = sum;
}
