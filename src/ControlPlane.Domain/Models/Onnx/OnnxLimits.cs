namespace ControlPlane.Domain.Models.Onnx;

/// <summary>What a model may have; far above real ones, so small that no file makes the reader slow or large.</summary>
internal static class OnnxLimits
{
    public const int Nodes = 100_000;
    public const int Initializers = 500_000;
    public const int Values = 1_000;
    public const int Dimensions = 32;
    public const int Functions = 10_000;
    public const int FunctionDepth = 32;
    public const int OperatorSets = 200;
    public const int MetadataEntries = 1_000;
    public const int NameBytes = 4_096;
    public const int MetadataBytes = 256 * 1024;
    public const int DocumentationBytes = 64 * 1024;
    public const long Elements = 1L << 40;
}
