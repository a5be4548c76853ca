using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Models;

namespace ControlPlane.Domain.Drift;

/// <summary>The features under which agents describe the requests of a version, so that training data can name its columns alike. Stateless.</summary>
public static class ExpectedFeatures
{
    private const string Text = "BYTES";

    /// <summary>Columns of the inputs as far as there is room, statistics of wide inputs, then the attributes; in the order agents give them.</summary>
    /// <param name="inputs">What the version takes.</param>
    /// <param name="attributes">The endpoint's segment attributes.</param>
    public static IReadOnlyList<ExpectedFeature> Of(IReadOnlyList<TensorSignature> inputs, IReadOnlyList<string> attributes)
    {
        var features = new List<ExpectedFeature>();
        foreach (var input in inputs)
        {
            long? width = input.Shape is { } shape ? InputFeatures.RowWidthOf([.. shape]) : null;
            var names = InputFeatures.Of(input.Name, width, input.Datatype == Text, FeatureSummary.MaximumFeatures - features.Count)?.Names ?? [];
            features.AddRange(names.Select(name => new ExpectedFeature(name, input.Datatype == Text, IsRequired: true)));
        }

        return [.. features, .. InputFeatures.OfAttributes(attributes, FeatureSummary.MaximumFeatures - features.Count).Select(name => new ExpectedFeature(name, IsText: true, IsRequired: false))];
    }
}
