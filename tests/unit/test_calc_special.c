#include "unit.h"

#include "../../src/calc/special.h"

#include <math.h>

/* Worked out with mpmath to forty digits, at the double that the argument is. */
static const double ln[][2] = {
	{ 1e-310, -713.8013788281541651 },
	{ 1e-9, -20.723265836946411094 },
	{ 0.5, -0.69314718055994530942 },
	{ 0.7071, -0.34658318037194200028 },
	{ 0.99999, -0.000010000050000287825116 },
	{ 1.000001, 9.999994999180667774e-7 },
	{ 1.5, 0.40546510810816438198 },
	{ 2, 0.69314718055994530942 },
	{ 10, 2.302585092994045684 },
	{ 12345.678, 9.4210613212918319671 },
	{ 1e300, 690.77552789821370526 },
};

static const double exps[][2] = {
	{ -700, 9.8596765437597708567e-305 },
	{ -20, 2.061153622438557828e-9 },
	{ -1, 0.3678794411714423216 },
	{ -1e-9, 0.9999999990000000005 },
	{ 0.1, 1.1051709180756476309 },
	{ 0.5, 1.6487212707001281468 },
	{ 1, 2.7182818284590452354 },
	{ 10, 22026.465794806716517 },
	{ 100, 2.6881171418161354484e+43 },
	{ 700, 1.0142320547350045095e+304 },
};

static const double ln1p[][2] = {
	{ -0.4, -0.51082562376599072021 },
	{ 1e-15, 9.9999999999999957771e-16 },
	{ 1e-6, 9.9999950000033328783e-7 },
	{ 0.3, 0.2623642644674910435 },
	{ 20, 3.0445224377234229965 },
	{ 1e30, 69.07755278982137054 },
};

static const double expm1s[][2] = {
	{ -20, -0.99999999793884637756 },
	{ -0.4, -0.32967995396436071414 },
	{ -1e-6, -9.9999950000016662137e-7 },
	{ 1e-15, 1.0000000000000005777e-15 },
	{ 0.3, 0.349858807576003089 },
	{ 50, 5.1847055285870724641e+21 },
};

static const double ln_gamma[][2] = {
	{ 1e-4, 9.2102826586339622105 },
	{ 0.243, 1.3180435846996698765 },
	{ 0.5, 0.57236494292470008707 },
	{ 1, 0.0 },
	{ 1.4616, -0.12148629003589732842 },
	{ 2, 0.0 },
	{ 3.7, 1.4280723266653881292 },
	{ 9.99, 12.77931521435019336 },
	{ 10.01, 12.824350262448247282 },
	{ 50, 144.56574394634488601 },
	{ 2426.5, 16483.160712494849691 },
	{ 1e6, 12815504.56914761166 },
	{ 1e12, 26631021115915.651636 },
};

static const double digamma_of[][2] = {
	{ 1e-4, -10000.577051183513856 },
	{ 0.243, -4.3510938644232107288 },
	{ 0.5, -1.9635100260214234794 },
	{ 1, -0.57721566490153286061 },
	{ 1.4616, -0.000031106251230341649658 },
	{ 2, 0.42278433509846713939 },
	{ 3.7, 1.1671535393615114409 },
	{ 9.99, 2.250700372831201122 },
	{ 10.01, 2.2528037003181357367 },
	{ 50, 3.901989673427892197 },
	{ 2426.5, 7.7939990965835698752 },
	{ 1e6, 13.815510057964190771 },
	{ 1e12, 27.631021115928048208 },
};

static const double trigamma_of[][2] = {
	{ 1e-4, 100000001.64469367835 },
	{ 0.243, 18.141779787095829501 },
	{ 0.5, 4.9348022005446793094 },
	{ 1, 1.6449340668482264365 },
	{ 1.4616, 0.96770071146508354512 },
	{ 2, 0.64493406684822643647 },
	{ 3.7, 0.31003785767003830216 },
	{ 9.99, 0.10527695014824178439 },
	{ 10.01, 0.10505595320551509142 },
	{ 50, 0.020201333226697125806 },
	{ 2426.5, 0.00041220114832681432436 },
	{ 1e6, 1.0000005000001666667e-6 },
	{ 1e12, 1.0000000000005e-12 },
};

/* a, b, c, z */
static const double hypergeometric[][5] = {
	{ 0.5, 0.5, 1.5, 0.25, 1.0471975511965977462 },
	{ -0.207, 1.976, 4.219, 0.5, 0.94464527598318984462 },
	{ -0.207, 1.976, 28.219, 0.9, 0.98644300964478607336 },
	{ -0.207, 1.976, 502.219, 0.3485, 0.99971593202968074155 },
	{ -0.207, 1.976, 2.219, 0.99, 0.5508127718671902576 },
	{ -0.207, 1.976, 2.219, 0.999999, 0.46556103871145446544 },
	{ 0.243, 2.426, 2.219, 0.9, 1.9476311698186018571 },
	{ 0.243, 2.426, 2.219, 0.9999, 29.996187028101584959 },
	{ 500.243, 502.426, 502.219, 0.3, 3.3157339330497915235e+77 },
	{ 1, 1, 2, 0.999, 6.9146699489310672373 },
	{ 2, 3, 5, 0.9999, 80.580816832814682411 },
	{ -2, 3.5, 0.7, 0.8, 1.4705882352941183945 },
	{ 120.5, 3.5, 250.25, 0.97, 9.2922566996850264254 },
	{ 1.5, -40.25, 60.5, 0.95, 0.4739895179672534604 },
	{ 0.3, 0.4, -0.5, 0.6, 0.36938811709553653334 },
	{ 0.3, 0.4, -0.5, 0.995, -278.24376491216035251 },
	{ -0.99, -0.5, 0.01, 0.9999, 50.684737539264787265 },
	{ 0.5, -300.5, 900, 0.9999, 0.86576552867963693747 },
	{ 0.25, 0.5, 0.75, 0.99999, 3.1558181006309377185 },
};

/* How far got is from want, relative to want or to 1 where that is larger and floor says so. */
static double
off(double got, double want, double floor)
{
	double scale = fabs(want) > floor ? fabs(want) : floor;

	return fabs(got - want) / scale;
}

static void
check_table(double of(double), const double table[][2], size_t n, double floor)
{
	for (size_t i = 0; i < n; i++)
		if (!CHECK(off(of(table[i][0]), table[i][1], floor) < 1e-14))
			printf("#   at %.17g: got %.17g, want %.17g\n", table[i][0], of(table[i][0]), table[i][1]);
}

#define CHECK_TABLE(of, table, floor) check_table(of, table, sizeof table / sizeof *table, floor)

static void
logarithms_and_exponentials(void)
{
	CHECK_TABLE(special_ln, ln, 0);
	CHECK_TABLE(special_exp, exps, 0);
	CHECK_TABLE(special_ln1p, ln1p, 0);
	CHECK_TABLE(special_expm1, expm1s, 0);
}

static void
gamma_and_its_derivatives(void)
{
	CHECK_TABLE(special_ln_gamma, ln_gamma, 1);
	CHECK_TABLE(special_digamma, digamma_of, 1);
	CHECK_TABLE(special_trigamma, trigamma_of, 0);
}

static void
sums_of_logarithms(void)
{
	CHECK(off(special_ln_sum(0, 0), 0.69314718055994530942, 0) < 1e-15);
	CHECK(off(special_ln_sum(-1000, -1001), -999.6867383124817772, 0) < 1e-15);
	CHECK(off(special_ln_sum(-9, 900), 900, 0) < 1e-15);
	CHECK(special_ln_sum(3, -(double)INFINITY) >= 3 && special_ln_sum(-(double)INFINITY, 3) <= 3);
}

static void
the_ends_are_what_they_are(void)
{
	CHECK(isinf(special_ln(0)) && special_ln(0) < 0 && isnan(special_ln(-1)) && isnan(special_ln((double)NAN)));
	CHECK(isinf(special_ln((double)INFINITY)) && isinf(special_exp(710)) && isnan(special_exp((double)NAN)));
	CHECK(!(special_exp(-1e9) > 0) && isinf(special_exp((double)INFINITY)) && !(special_exp(-(double)INFINITY) > 0));
}

/* Along the whole line, against each other. */
static void
each_undoes_the_other(void)
{
	for (double x = -650; x < 650; x += 0.37)
		CHECK(off(special_ln(special_exp(x)), x, 1) < 1e-14);
	for (double x = 1e-3; x < 1e6; x *= 1.1)
		CHECK(off(special_ln_gamma(x + 1), special_ln_gamma(x) + special_ln(x), 1) < 1e-14);
}

static void
hypergeometric_has_its_values(void)
{
	for (size_t i = 0; i < sizeof hypergeometric / sizeof *hypergeometric; i++) {
		const double *h = hypergeometric[i];
		double got = special_2f1(h[0], h[1], h[2], h[3]);

		if (!CHECK(off(got, h[4], 0) < 1e-12))
			printf("#   2F1(%g, %g; %g; %g): got %.17g, want %.17g\n", h[0], h[1], h[2], h[3], got, h[4]);
	}
	CHECK_NEAR(special_2f1(1, 2, 3, 0), 1.0, 0);
}

/* What cannot be had is not a number, and not a wrong one. */
static void
hypergeometric_that_cannot_be_had(void)
{
	CHECK(isnan(special_2f1(8000, 8000, 2, 0.999)));
	CHECK(isnan(special_2f1(1, 2, 0, 0.5)));
}

static void
parts_of_the_way_by_logarithms(void)
{
	CHECK_NEAR(special_ln_part(10, 1, 100), 0.5, 1e-15);
	CHECK_NEAR(special_ln_part(30, 30, 90), 0, 0);
	CHECK_NEAR(special_ln_part(90, 30, 90), 1, 0);
	CHECK_NEAR(special_ln_part(7, 30, 90), 0, 0);
	CHECK_NEAR(special_ln_part(365, 30, 90), 1, 0);
}

UNIT({ "logarithms and exponentials have their values", logarithms_and_exponentials },
    { "ln Gamma, digamma and trigamma have their values", gamma_and_its_derivatives },
    { "sums of logarithms", sums_of_logarithms },
    { "zero, infinity and what is no number", the_ends_are_what_they_are },
    { "exponential and logarithm, Gamma and its recurrence agree", each_undoes_the_other },
    { "2F1 has its values, near 1 and with large parameters", hypergeometric_has_its_values },
    { "2F1 is NaN where it cannot be had", hypergeometric_that_cannot_be_had },
	{ "special: parts of the way between numbers, by their logarithms", parts_of_the_way_by_logarithms },
)
