#include "cholesky.h"

#include <math.h>

static const double tiny = 1e-300;

bool
cholesky_solve(double *x, const double *a, const double *y, size_t n, size_t stride, double share, double *last)
{
	double l[CHOLESKY_MOST][CHOLESKY_MOST];

	for (size_t i = 0; i < n; i++) {
		x[i] = y[i];
		for (size_t k = 0; k <= i; k++) {
			double sum = a[i * stride + k];

			for (size_t m = 0; m < k; m++)
				sum -= l[i][m] * l[k][m];
			if (i == k && !(sum > share * a[i * stride + i] && sum > tiny))
				return false;
			l[i][k] = i == k ? sqrt(sum) : sum / l[k][k];
		}
		for (size_t m = 0; m < i; m++)
			x[i] -= l[i][m] * x[m];
		x[i] /= l[i][i];
	}
	for (size_t i = n; i-- > 0;) {
		for (size_t m = i + 1; m < n; m++)
			x[i] -= l[m][i] * x[m];
		x[i] /= l[i][i];
	}
	if (last != NULL)
		*last = 1 / (l[n - 1][n - 1] * l[n - 1][n - 1]);
	return true;
}
