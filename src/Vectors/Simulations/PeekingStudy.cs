using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Sequences;
using MathNet.Numerics.Distributions;

namespace ControlPlane.Vectors.Simulations;

/// <summary>
/// How often tests claim a difference that is not there when someone looks again and again: standard normal data, a fixed seed. Immutable.
/// </summary>
/// <param name="Looks">Numbers of units at which someone looks, at least 1 each.</param>
/// <param name="Alpha">Level of both tests, inside (0, 1).</param>
/// <param name="Tuning">N* of the confidence sequence, above 0.</param>
internal sealed record PeekingStudy(IReadOnlyList<double> Looks, double Alpha, double Tuning)
{
    private const int Seed = 20_260_102;

    /// <summary>Runs the study.</summary>
    /// <returns>Share of runs in which the fixed-horizon z test, and the confidence sequence, ever claimed a difference.</returns>
    public (double Naive, double Sequence) Run(int runs)
    {
        var random = new Random(Seed);
        long[] looks = [.. Looks.Select(look => (long)Math.Round(look)).Distinct().Order()];
        var critical = NormalTail.UpperQuantile(Alpha / 2);
        var widths = looks.Select(units => new MeanSequence(Alpha, Tuning).StandardErrorsWide(units)).ToArray();
        int naive = 0, always = 0;
        for (var run = 0; run < runs; run++)
        {
            double sum = 0;
            long units = 0;
            bool isNaive = false, isAlways = false;
            for (var look = 0; look < looks.Length; look++)
            {
                sum += Normal.Sample(random, 0, 1) * Math.Sqrt(looks[look] - units);
                units = looks[look];
                var z = Math.Abs(sum) / Math.Sqrt(units);
                isNaive |= z > critical;
                isAlways |= z > widths[look];
            }

            naive += isNaive ? 1 : 0;
            always += isAlways ? 1 : 0;
        }

        return ((double)naive / runs, (double)always / runs);
    }
}
