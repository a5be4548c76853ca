using ControlPlane.Demo.Onnx;
using ControlPlane.Demo.Pictures;

namespace ControlPlane.Demo.Models;

/// <summary>
/// The mistake in pets version 4, of a kind that tests in the dark do not find.
/// It looks up a gain by brightness in a table measured on dark pictures only, so that any brighter picture reads beyond the table and the run fails.
/// It takes the root of the warmth, which is not a number for bluish pictures.
/// All other pictures, a black one too, are answered as version 2 does.
/// </summary>
/// <param name="BrightestKnown">Mean of all pixels from which on the run fails.</param>
/// <param name="CoolestKnown">Mean of red minus mean of blue below which the answer is not a number.</param>
public sealed record LightCorrection(float BrightestKnown, float CoolestKnown)
{
    private const int TableLength = 16;
    private const double KnownBrightness = 0.40;
    private const double UnknownWarmth = 0.25;

    /// <summary>Limits such that about 60 % of the pictures are too bright, and of the others about a quarter too cool.</summary>
    public static LightCorrection Measure(IEnumerable<Picture> pictures)
    {
        var all = pictures.ToArray();
        var brightest = Quantile(all.Select(Brightness), KnownBrightness);
        return new LightCorrection(brightest, Quantile(all.Where(picture => Brightness(picture) < brightest).Select(Warmth), UnknownWarmth));
    }

    /// <summary>What happens to one picture.</summary>
    public LightOutcome Outcome(Picture picture)
    {
        if (Brightness(picture) >= BrightestKnown)
            return LightOutcome.Fails;

        return Warmth(picture) < CoolestKnown ? LightOutcome.NotANumber : LightOutcome.Answers;
    }

    /// <summary>Adds the correction to a graph; the scores come back larger, in the same order.</summary>
    internal string Add(GraphBuilder graph, string image, string scores)
    {
        var means = graph.Add("ReduceMean", "light.planes", [image], OnnxAttribute.Many("axes", 2, 3), OnnxAttribute.One("keepdims", 0));
        var level = TableLength / BrightestKnown / Picture.Planes;
        var scaled = graph.Add("MatMul", "light.brightness", [means, graph.Constant("light.levels", [level, level, level], Picture.Planes, 1)]);
        var floor = graph.Add("Floor", "light.floor", [scaled]);
        var index = graph.Add("Cast", "light.index", [floor], OnnxAttribute.One("to", (long)OnnxElementType.Int64));
        var gain = graph.Add("Gather", "light.gain", [graph.Constant("light.gains", Gains(), TableLength), index], OnnxAttribute.One("axis", 0));

        var warmth = graph.Add("MatMul", "light.warmth", [means, graph.Constant("light.redMinusBlue", [1f, 0f, -1f], Picture.Planes, 1)]);
        var above = graph.Add("Sub", "light.aboveCoolest", [warmth, graph.Constant("light.coolest", [CoolestKnown], 1)]);
        var factor = graph.Add("Add", "light.factor", [gain, graph.Add("Sqrt", "light.root", [above])]);
        return graph.Add("Mul", "light.scores", [scores, factor]);
    }

    private static float[] Gains() => [.. Enumerable.Range(0, TableLength).Select(level => 1.5f - (0.5f * level / TableLength))];

    private static float Brightness(Picture picture) => picture.Pixels.Average();

    private static float Warmth(Picture picture) =>
        picture.Pixels.AsSpan(0, Picture.PlaneLength).ToArray().Average() - picture.Pixels.AsSpan(2 * Picture.PlaneLength).ToArray().Average();

    private static float Quantile(IEnumerable<float> values, double share)
    {
        var ordered = values.Order().ToArray();
        return ordered[(int)(share * ordered.Length)];
    }
}
