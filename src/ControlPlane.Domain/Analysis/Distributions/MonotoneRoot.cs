namespace ControlPlane.Domain.Analysis.Distributions;

/// <summary>
/// Root of a monotone function by bisection, down to neighbouring floating-point numbers.
/// Slower than Newton's method and never wrong: quantiles and limits inherit the accuracy of the function they invert.
/// </summary>
internal static class MonotoneRoot
{
    private const int MostHalvings = 2200;

    /// <summary>The place between two ends where a function changes its sign; the end nearer to zero when it does not.</summary>
    public static double Between(double lower, double upper, Func<double, double> function)
    {
        var atLower = function(lower);
        var atUpper = function(upper);
        if (atLower == 0)
            return lower;
        if (atUpper == 0)
            return upper;
        if (Math.Sign(atLower) == Math.Sign(atUpper))
            return Math.Abs(atLower) < Math.Abs(atUpper) ? lower : upper;

        var rises = atLower < 0;
        for (var halving = 0; halving < MostHalvings; halving++)
        {
            var middle = lower + ((upper - lower) / 2);
            if (middle <= lower || middle >= upper)
                break;

            var atMiddle = function(middle);
            if (atMiddle == 0)
                return middle;
            if (atMiddle < 0 == rises)
                lower = middle;
            else
                upper = middle;
        }

        return lower + ((upper - lower) / 2);
    }

    /// <summary>
    /// The same within a tolerance, for limits that are worked out every few seconds: false position with halved ends (Illinois),
    /// and a bisection in every third step so that a flat end cannot hold it up.
    /// </summary>
    public static double Near(double lower, double upper, Func<double, double> function, double tolerance)
    {
        double atLower = function(lower), atUpper = function(upper);
        if (Math.Sign(atLower) == Math.Sign(atUpper))
            return Math.Abs(atLower) < Math.Abs(atUpper) ? lower : upper;

        for (var step = 1; upper - lower > tolerance && step < MostHalvings; step++)
        {
            var cut = step % 3 == 0 ? 0.5 : Math.Clamp(atLower / (atLower - atUpper), 0.001, 0.999);
            var place = lower + (cut * (upper - lower));
            var at = function(place);
            if (at == 0)
                return place;
            if (Math.Sign(at) == Math.Sign(atLower))
                (lower, atLower, atUpper) = (place, at, atUpper / 2);
            else
                (upper, atUpper, atLower) = (place, at, atLower / 2);
        }

        return lower + ((upper - lower) / 2);
    }

    /// <summary>The root above a start where the function is not yet past zero; doubles its way up first.</summary>
    /// <exception cref="ArithmeticException">The function does not change its sign below 1e300.</exception>
    public static double Above(double start, double step, Func<double, double> function)
    {
        var sign = Math.Sign(function(start));
        if (sign == 0)
            return start;

        var upper = start + step;
        while (Math.Sign(function(upper)) == sign)
        {
            step *= 2;
            upper = start + step;
            if (step > 1e300)
                throw new ArithmeticException("The function has no root above its start.");
        }

        return Between(start, upper, function);
    }
}
