using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Proportions;

namespace ControlPlane.Domain.Shadows;

/// <summary>
/// Agreement of two models' labels on the same requests, from their confusion matrix (rows champion, columns challenger).
/// Kappa takes out the agreement that chance would give; it can be low where nearly all agree on one common label, so show the shares beside it.
/// Source: J. Cohen (1960); standard errors J. L. Fleiss, J. Cohen, B. S. Everitt (1969). Immutable.
/// </summary>
public sealed class LabelAgreement
{
    private readonly double[][] _shares;
    private readonly double[] _champion;
    private readonly double[] _challenger;

    /// <summary>Counts a confusion matrix.</summary>
    /// <param name="table">Square, counts of at least 0, at least one above 0.</param>
    /// <exception cref="ArgumentException">The table is not of that shape.</exception>
    public LabelAgreement(IReadOnlyList<IReadOnlyList<long>> table)
    {
        if (table.Count == 0 || table.Any(row => row.Count != table.Count || row.Any(count => count < 0)) || table.Sum(row => row.Sum()) == 0)
            throw new ArgumentException("must be square, with counts of at least 0 and at least one above 0", nameof(table));

        Requests = table.Sum(row => row.Sum());
        Agreed = Enumerable.Range(0, table.Count).Sum(label => table[label][label]);
        _shares = [.. table.Select(row => row.Select(count => (double)count / Requests).ToArray())];
        _champion = [.. _shares.Select(row => row.Sum())];
        _challenger = [.. Enumerable.Range(0, table.Count).Select(label => _shares.Sum(row => row[label]))];
    }

    /// <summary>Requests that both answered.</summary>
    public long Requests { get; }

    /// <summary>Requests with the same label.</summary>
    public long Agreed { get; }

    /// <summary>Agreed among all, for an interval (Wilson's).</summary>
    public ProportionSample Share => new(Agreed, Requests);

    /// <summary>Agreement that independent labels with the same shares would have.</summary>
    public double ChanceAgreement => _champion.Zip(_challenger, (one, two) => one * two).Sum();

    /// <summary>(pₒ − pₑ)/(1 − pₑ), at most 1; NaN when both give one and the same label always.</summary>
    public double Kappa => Weighted((one, two) => one == two ? 0 : 1);

    /// <summary>Kappa with disagreements weighing |i − j|, for ordered labels; NaN when undefined.</summary>
    public double LinearKappa => Weighted((one, two) => Math.Abs(one - two));

    /// <summary>Kappa with disagreements weighing (i − j)², for ordered labels; NaN when undefined.</summary>
    public double QuadraticKappa => Weighted((one, two) => (double)(one - two) * (one - two));

    /// <summary>Standard error of kappa, for an interval.</summary>
    public double StandardError
    {
        get
        {
            double kappa = Kappa, chance = ChanceAgreement, onDiagonal = 0, offDiagonal = 0;
            for (var i = 0; i < _shares.Length; i++)
            {
                onDiagonal += _shares[i][i] * Math.Pow(1 - ((_champion[i] + _challenger[i]) * (1 - kappa)), 2);
                for (var j = 0; j < _shares.Length; j++)
                    offDiagonal += i == j ? 0 : _shares[i][j] * Math.Pow(_challenger[i] + _champion[j], 2);
            }

            var variance = onDiagonal + ((1 - kappa) * (1 - kappa) * offDiagonal) - Math.Pow(kappa - (chance * (1 - kappa)), 2);
            return Math.Sqrt(Math.Max(0, variance) / Requests) / (1 - chance);
        }
    }

    /// <summary>Standard error of kappa if labels were independent, for a test against no agreement.</summary>
    public double NullStandardError
    {
        get
        {
            var chance = ChanceAgreement;
            var both = _champion.Zip(_challenger, (one, two) => one * two * (one + two)).Sum();
            return Math.Sqrt(Math.Max(0, chance + (chance * chance) - both) / Requests) / (1 - chance);
        }
    }

    /// <summary>z of kappa against no agreement beyond chance, two-sided.</summary>
    public TestResult AgainstChance
    {
        get
        {
            var z = Kappa / NullStandardError;
            return new(z, NormalTail.Outside(z));
        }
    }

    /// <summary>Normal interval of kappa, cut to at most 1.</summary>
    /// <param name="confidence">Two-sided, inside (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is out of bounds.</exception>
    public ConfidenceInterval KappaInterval(double confidence)
    {
        var interval = ConfidenceInterval.Around(Kappa, StandardError * NormalTail.TwoSidedQuantile(confidence));
        return interval with { Upper = Math.Min(1, interval.Upper) };
    }

    private double Weighted(Func<int, int, double> disagreement)
    {
        double observed = 0, expected = 0;
        for (var i = 0; i < _shares.Length; i++)
        {
            for (var j = 0; j < _shares.Length; j++)
            {
                observed += disagreement(i, j) * _shares[i][j];
                expected += disagreement(i, j) * _champion[i] * _challenger[j];
            }
        }

        return expected == 0 ? double.NaN : 1 - (observed / expected);
    }
}
