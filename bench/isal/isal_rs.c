/* Times ISA-L's Reed-Solomon encoding on one core: isal_rs K M -> GB/s of data in, median of 9 runs. */
#include <isa-l.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define SHARD (1 << 18)
#define RUNS 9

static int ascending(const void *a, const void *b) {
  double d = *(const double *)a - *(const double *)b;
  return d < 0 ? -1 : d > 0;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: isal_rs K M\n");
    return 2;
  }
  int k = atoi(argv[1]), m = atoi(argv[2]);
  unsigned char *matrix = malloc((size_t)(k + m) * k), *tables = malloc((size_t)32 * k * m);
  unsigned char **data = malloc(sizeof(*data) * k), **parity = malloc(sizeof(*parity) * m);
  for (int i = 0; i < k; i++) {
    data[i] = aligned_alloc(64, SHARD);
    for (int j = 0; j < SHARD; j++) data[i][j] = (unsigned char)rand();
  }
  for (int i = 0; i < m; i++) parity[i] = aligned_alloc(64, SHARD);
  gf_gen_cauchy1_matrix(matrix, k + m, k);
  ec_init_tables(k, m, matrix + (size_t)k * k, tables);
  double rates[RUNS];
  for (int run = 0; run < RUNS; run++) {
    struct timespec start, end;
    double seconds = 0;
    long stripes = 0;
    clock_gettime(CLOCK_MONOTONIC, &start);
    while (seconds < 0.3) {
      ec_encode_data(SHARD, k, m, tables, data, parity);
      stripes++;
      clock_gettime(CLOCK_MONOTONIC, &end);
      seconds = (end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9;
    }
    rates[run] = (double)stripes * k * SHARD / seconds / 1e9;
  }
  qsort(rates, RUNS, sizeof(double), ascending);
  printf("%.2f\n", rates[RUNS / 2]);
  return 0;
}
