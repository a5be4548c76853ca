namespace ControlPlane.Domain.Models.Onnx;

/// <summary>Reads inputs and outputs as a graph declares them. Stateless but for its reader.</summary>
internal sealed class OnnxValueReader(ProtobufReader reader)
{
    /// <summary>Reads a value from the present field.</summary>
    /// <returns>Null when it is refused; the reader has the reason.</returns>
    public TensorSignature? Read(string label)
    {
        const int nameField = 1, typeField = 2;
        var name = "";
        TensorSignature? type = null;
        reader.Message(label, () =>
        {
            if (reader.Field == nameField)
                name = reader.Text("name", OnnxLimits.NameBytes);
            else if (reader.Field == typeField)
                type = ReadType(ValueForm.Tensor);
        });
        if (reader.Refusal is null && (name.Length == 0 || type is null))
            reader.Refuse(ModelRefusals.FileMalformed, $"has a {label} '{name}' without name or type", "export the model with typed inputs and outputs");
        return reader.Refusal is null ? type! with { Name = name } : null;
    }

    private TensorSignature? ReadType(ValueForm form)
    {
        const int tensorType = 1, sequenceType = 4, denotation = 6, optionalType = 9;
        TensorSignature? type = null;
        reader.Message("type", () =>
        {
            if (reader.Field == tensorType)
                type = ReadTensorType(form);
            else if (reader.Field == sequenceType && form == ValueForm.Tensor)
                type = ReadSequenceType();
            else if (reader.Field == optionalType && form == ValueForm.Tensor)
                type = ReadOptionalType();
            else if (reader.Field != denotation)
                Unsupported();
        });
        return type;
    }

    private TensorSignature? ReadOptionalType()
    {
        const int elementType = 1;
        TensorSignature? type = null;
        reader.Message("optional_type", () =>
        {
            if (reader.Field == elementType)
                type = ReadType(ValueForm.OptionalTensor);
        });
        return type;
    }

    // Only what the operator ZipMap makes: a sequence of maps onto numbers.
    private TensorSignature? ReadSequenceType()
    {
        const int elementType = 1, mapType = 5, denotation = 6;
        TensorSignature? type = null;
        reader.Message("sequence_type", () =>
        {
            if (reader.Field != elementType)
                return;
            reader.Message("elem_type", () =>
            {
                if (reader.Field == mapType)
                    type = ReadMapType();
                else if (reader.Field != denotation)
                    Unsupported();
            });
        });
        return type;
    }

    private TensorSignature? ReadMapType()
    {
        const int valueType = 2;
        TensorSignature? type = null;
        reader.Message("map_type", () =>
        {
            if (reader.Field == valueType)
                type = ReadType(ValueForm.SequenceOfMaps);
        });
        return type;
    }

    private TensorSignature? ReadTensorType(ValueForm form)
    {
        const int elementType = 1, shapeField = 2;
        var datatype = (string?)null;
        List<(long Size, string? Name)>? shape = null;
        reader.Message("tensor_type", () =>
        {
            if (reader.Field == elementType)
                datatype = OnnxDatatypes.Find((int)reader.Number) ?? UnknownType();
            else if (reader.Field == shapeField)
                shape = ReadShape();
        });
        return datatype is null ? null : new TensorSignature
        {
            Name = "",
            Datatype = datatype,
            Form = form,
            Shape = shape is null ? null : [.. shape.Select(d => d.Size)],
            SymbolicDimensions = shape is null ? [] : [.. shape.Select(d => d.Name)],
        };
    }

    private List<(long Size, string? Name)> ReadShape()
    {
        const int dimension = 1, sizeField = 1, symbol = 2;
        List<(long Size, string? Name)> shape = [];
        reader.Message("shape", () =>
        {
            if (reader.Field != dimension)
                return;
            if (shape.Count == OnnxLimits.Dimensions)
            {
                reader.Refuse(ModelRefusals.FileBeyondLimit, $"has more than {OnnxLimits.Dimensions} dimensions", "register a model with fewer");
                return;
            }

            (long Size, string? Name) found = (TensorSignature.FreeDimension, null);
            reader.Message("dim", () =>
            {
                // Some exporters write a negative size for a free dimension.
                if (reader.Field == sizeField)
                    found = (Math.Max((long)reader.Number, TensorSignature.FreeDimension), null);
                else if (reader.Field == symbol && reader.Text("dim_param", OnnxLimits.NameBytes) is { Length: > 0 } name)
                    found = (TensorSignature.FreeDimension, name);
            });
            shape.Add(found);
        });
        return shape;
    }

    private string? UnknownType()
    {
        reader.Refuse(
            ModelRefusals.FileUnsupported, $"has the element type {reader.Number}, which is not served", "use numbers, truth values or texts as elements");
        return null;
    }

    private void Unsupported() => reader.Refuse(
        ModelRefusals.FileUnsupported,
        "is neither a tensor, nor an optional one, nor a sequence of maps to numbers",
        "export the model with tensors as inputs and outputs");
}
