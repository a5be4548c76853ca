namespace ControlPlane.Domain.Models.Onnx;

/// <summary>Looks over constant tensors without keeping them: their bytes must lie in the file and be as many as their sizes say. Stateless but for its reader.</summary>
internal sealed class OnnxTensorReader(ProtobufReader reader)
{
    private const int ExternalLocation = 1;

    /// <summary>Reads a tensor from the present field.</summary>
    /// <returns>Its name; empty when it has none.</returns>
    public string Read(string label)
    {
        const int dims = 1, dataType = 2, nameField = 8, externalData = 13, dataLocation = 14;
        var name = "";
        var content = new OnnxTensorContent();
        reader.Message(label, () =>
        {
            switch (reader.Field)
            {
                case dims:
                    ReadDimensions(content);
                    break;
                case dataType:
                    content.ElementType = (int)reader.Number;
                    break;
                case nameField:
                    name = reader.Text("name", OnnxLimits.NameBytes);
                    break;
                case externalData:
                    RefuseExternal(name, ReadLocation());
                    break;

                // An enum is an int32: readers of ONNX keep the low 32 bits of the number.
                case dataLocation when (int)reader.Number == ExternalLocation:
                    RefuseExternal(name, null);
                    break;
                default:
                    content.AddData(reader.Field, reader.ValueLength);
                    break;
            }
        });
        if (content.FindContradiction() is { } contradiction)
            reader.Refuse(ModelRefusals.FileMalformed, $"has a tensor '{name}' in {label} that {contradiction}", "upload the file as the exporter wrote it, an ONNX model");
        return name;
    }

    /// <summary>Reads a sparse tensor from the present field.</summary>
    public void ReadSparse(string label)
    {
        const int values = 1, indices = 2, dims = 3;
        var dense = new OnnxTensorContent();
        reader.Message(label, () =>
        {
            if (reader.Field is values or indices)
                Read(reader.Field == values ? "values" : "indices");
            else if (reader.Field == dims)
                ReadDimensions(dense);
        });
    }

    private void ReadDimensions(OnnxTensorContent content) => reader.Numbers(size =>
    {
        if (size < 0)
            reader.Malformed($"has a dimension of {size}");
        else if (!content.TryAddDimension(size))
            reader.Refuse(ModelRefusals.FileBeyondLimit, $"declares more than {OnnxLimits.Elements} elements or {OnnxLimits.Dimensions} dimensions", "register a smaller model");
    });

    private string? ReadLocation()
    {
        const int key = 1, value = 2;
        var (name, text) = ("", "");
        reader.Message("external_data", () =>
        {
            if (reader.Field == key)
                name = reader.Text("key", OnnxLimits.NameBytes);
            else if (reader.Field == value)
                text = reader.Text("value", OnnxLimits.NameBytes);
        });
        return name == "location" ? text : null;
    }

    private void RefuseExternal(string name, string? location) => reader.Refuse(
        ModelRefusals.ExternalData,
        $"keeps the data of the tensor '{name}' {(location is null ? "outside this file" : $"in another file, '{location}'")}",
        "save the model with all weights inside, such as with save_as_external_data=False");
}
