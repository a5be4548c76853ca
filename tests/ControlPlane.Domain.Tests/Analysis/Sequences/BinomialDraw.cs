namespace ControlPlane.Domain.Tests.Analysis.Sequences;

/// <summary>How many of some units have an event, drawn at once: the law of asking each of them, at the price of one number. Immutable.</summary>
internal sealed class BinomialDraw
{
    private readonly double[] _atMost;

    public BinomialDraw(int units, double share)
    {
        // P(k + 1) / P(k) = (n − k) / (k + 1) · p / (1 − p).
        var (probability, sum) = (Math.Pow(1 - share, units), 0.0);
        _atMost = new double[units + 1];
        for (var events = 0; events <= units; events++)
        {
            _atMost[events] = sum += probability;
            probability *= (units - events) / (events + 1.0) * share / (1 - share);
        }
    }

    public int Next(Random random)
    {
        var (draw, events) = (random.NextDouble(), 0);
        while (events < _atMost.Length - 1 && draw >= _atMost[events])
            events++;
        return events;
    }
}
