/* xact from C: the library that XACT_BUILD_C_LIBRARY builds, on the best instruction set of the machine. */

#include <stdio.h>
#include <xact/xact.h>

int main(void) {
  const float x[3] = {-1, 0, 1};
  float y[3], dydx[3];
  double z[3] = {-1, 0, 1};
  int i;
  const double zero = 0;

  xact_gelu_forward_and_derivative_f32(x, y, dydx, 3);
  for (i = 0; i < 3; ++i) printf("gelu(%g) = %f, slope %f\n", x[i], y[i], dydx[i]);

  if (xact_elu_f64(z, z, 3, 0.5) != 0) return 1; /* in place; alpha = 0.5 */
  printf("elu(-1) = %f\n", z[0]);
  if (xact_elu_f64(z, z, 3, zero / zero) == 0) return 1;
  printf("alpha NaN: refused\n");
  printf("xact %s, %s\n", xact_version(), xact_instruction_set());
  return 0;
}
