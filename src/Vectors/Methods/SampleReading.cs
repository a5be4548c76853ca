using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Means;
using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>Inputs that several methods share. Stateless.</summary>
internal static class SampleReading
{
    /// <summary><c>{"x", "n"}</c>.</summary>
    public static ProportionSample Proportion(this VectorInputs inputs) => Proportion(inputs, "x", "n");

    /// <summary>Events and trials under other names.</summary>
    public static ProportionSample Proportion(this VectorInputs inputs, string events, string trials) =>
        Named(inputs, events, () => new ProportionSample(inputs.Whole(events), inputs.Whole(trials)));

    /// <summary><c>{"x", "n"}</c> as zeros and ones, or <c>{"n", "sum", "sum_squares"}</c>, or <c>{"n", "mean", "variance"}</c>.</summary>
    public static MetricSample Metric(this VectorInputs inputs)
    {
        if (inputs.Has("x"))
            return MetricSample.Of(inputs.Proportion());
        if (inputs.Has("mean"))
            return Named(inputs, "n", () => new MetricSample(inputs.Whole("n"), inputs.Number("mean"), inputs.Number("variance")));

        return Named(inputs, "n", () => SampleMoments.FromSums(inputs.Whole("n"), inputs.Number("sum"), inputs.Number("sum_squares")).ToSample());
    }

    /// <summary>A pair of arms under the names <c>control</c> and <c>treatment</c>.</summary>
    public static EffectEstimate Effect(this VectorInputs inputs, EffectScale scale) =>
        EffectEstimate.Between(inputs.Part("control").Metric(), inputs.Part("treatment").Metric(), scale);

    /// <summary>Units of both arms.</summary>
    public static double Units(this VectorInputs inputs) => inputs.Part("control").Whole("n") + inputs.Part("treatment").Whole("n");

    /// <summary>The alternative of a test, two-sided when absent; the first sample is greater, or less.</summary>
    public static Alternative Side(this VectorInputs inputs) => inputs.Text("alternative", "two-sided") switch
    {
        "two-sided" => Alternative.TwoSided,
        "greater" or "larger" => Alternative.Greater,
        "less" or "smaller" => Alternative.Less,
        var other => throw new UnsupportedVectorException($"no alternative \"{other}\""),
    };

    // A refusal by the product's own type names the field of the vector that it came from.
    private static T Named<T>(VectorInputs inputs, string field, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception refused) when (refused is ArgumentException or InvalidOperationException)
        {
            throw new VectorFormatException(inputs.PathOf(field), refused.Message.ReplaceLineEndings(" "));
        }
    }
}
