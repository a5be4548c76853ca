using System.Text.Json;
using ControlPlane.Demo.Onnx;

namespace ControlPlane.Demo.Models;

/// <summary>
/// One version of a model of the demo, ready to be written.
/// The positive class is the one a score speaks for, and null when none stands out.
/// The measures, shares by name, come from as many held-out examples as HeldOut says; none of them was trained with.
/// </summary>
public sealed record DemoModel(
    string Name,
    int Version,
    string Description,
    IReadOnlyList<string> ClassNames,
    string? PositiveClass,
    OnnxGraph Graph,
    int HeldOut,
    IReadOnlyDictionary<string, double> Measures)
{
    public string FileName => $"{Name}-v{Version}.onnx";

    /// <summary>The ONNX file; the same training gives the same bytes.</summary>
    public byte[] ToOnnx()
    {
        List<KeyValuePair<string, string>> metadata =
        [
            new("class_names", JsonSerializer.Serialize(ClassNames)),
            new("description", Description),
        ];
        if (PositiveClass is not null)
            metadata.Add(new("positive_class", PositiveClass));

        return OnnxFile.Serialize(new OnnxModel(Graph, Version, metadata));
    }
}
