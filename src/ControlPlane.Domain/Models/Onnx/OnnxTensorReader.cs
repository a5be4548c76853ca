namespace ControlPlane.Domain.Models.Onnx;

/// <summary>Looks over constant tensors without keeping them: their bytes must lie in the file, their sizes must make sense. Stateless but for its reader.</summary>
internal sealed class OnnxTensorReader(ProtobufReader reader)
{
    private const int ExternalLocation = 1;

    /// <summary>Reads a tensor from the present field.</summary>
    /// <returns>Its name; empty when it has none.</returns>
    public string Read(string label)
    {
        const int dims = 1, nameField = 8, externalData = 13, dataLocation = 14;
        var name = "";
        var elements = 1L;
        reader.Message(label, () =>
        {
            switch (reader.Field)
            {
                case dims:
                    elements = Multiply(elements);
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
            }
        });
        return name;
    }

    /// <summary>Reads a sparse tensor from the present field.</summary>
    public void ReadSparse(string label)
    {
        const int values = 1, indices = 2;
        reader.Message(label, () =>
        {
            if (reader.Field is values or indices)
                Read(reader.Field == values ? "values" : "indices");
        });
    }

    private long Multiply(long elements)
    {
        // A packed list has no single number; its product is the runtime's to check.
        var size = (long)reader.Number;
        if (size < 0)
            reader.Malformed($"has a dimension of {size}");
        else if (size > 0 && elements > OnnxLimits.Elements / size)
            reader.Refuse(ModelRefusals.FileBeyondLimit, $"declares more than {OnnxLimits.Elements} elements", "register a smaller model");
        else if (size > 0)
            return elements * size;
        return elements;
    }

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
