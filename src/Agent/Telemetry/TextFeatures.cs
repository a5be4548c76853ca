using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>Each text of a row is a categorical feature; of its values the first few are told apart.</summary>
internal sealed class TextFeatures(IReadOnlyList<string> names) : FeatureSource(names)
{
    private readonly BoundedNames[] _categories = [.. names.Select(_ => new BoundedNames(FeatureSummary.MaximumCategories, OutputSummary.OtherLabel))];

    /// <inheritdoc />
    public override Func<int, string> CategoriesOf(int feature) => _categories[feature].NameOf;

    /// <inheritdoc />
    public override void Read(LaneInput input, int row, int rows, Span<ushort> codes)
    {
        var isReadable = WidthOf(input, rows) == codes.Length;
        for (var column = 0; column < codes.Length; column++)
        {
            var text = isReadable ? input.Strings!.GetStringElement((row * codes.Length) + column) : "";
            codes[column] = text.Length == 0 ? Missing : (ushort)_categories[column].NumberOf(text);
        }
    }
}
