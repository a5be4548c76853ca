namespace ControlPlane.TestKit.Onnx;

/// <summary>Adds entries to the metadata of a model file that somebody else made.</summary>
public static class OnnxMetadata
{
    private const int MetadataField = 14;

    /// <summary>The file with an entry more: protobuf adds what is appended to a repeated field.</summary>
    public static byte[] With(byte[] file, string name, string value)
    {
        var entry = new ProtobufWriter();
        entry.Message(MetadataField, e =>
        {
            e.Text(1, name);
            e.Text(2, value);
        });
        return [.. file, .. entry.ToArray()];
    }
}
