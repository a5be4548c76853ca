using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Models.Onnx;

namespace ControlPlane.Domain.Models;

/// <summary>
/// Reads what an ONNX file says about itself without loading it, and refuses what must not reach a runtime:
/// files that are no ONNX, cut off or contradictory, weights outside the file, operators nobody knows, endless nesting.
/// Weights are skipped, so a large file costs little time and memory. Stateless, thread-safe.
/// </summary>
public static class OnnxModelReader
{
    /// <summary>Reads a model.</summary>
    /// <param name="file">Seekable; read from its position to its end.</param>
    /// <returns>
    /// Refusals: <see cref="ModelRefusals.FileMalformed"/>, <see cref="ModelRefusals.FileTruncated"/>, <see cref="ModelRefusals.ExternalData"/>,
    /// <see cref="ModelRefusals.FileBeyondLimit"/>, <see cref="ModelRefusals.FileUnsupported"/>; each names the field and the remedy.
    /// </returns>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public static Outcome<OnnxModelDescription> Read(Stream file) => new OnnxFileReader(new ByteSource(file)).Read();
}
