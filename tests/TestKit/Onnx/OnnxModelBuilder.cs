namespace ControlPlane.TestKit.Onnx;

/// <summary>
/// Builds small ONNX files, field by field as onnx.proto numbers them.
/// It checks nothing, so that a test can also build a file that is wrong.
/// </summary>
public sealed class OnnxModelBuilder(string graphName)
{
    private readonly List<Action<ProtobufWriter>> _nodes = [];
    private readonly List<Action<ProtobufWriter>> _initializers = [];
    private readonly List<Action<ProtobufWriter>> _inputs = [];
    private readonly List<Action<ProtobufWriter>> _outputs = [];
    private readonly List<(string Domain, long Version)> _opsets = [];
    private readonly List<(string Key, string Value)> _metadata = [];
    private long _opset = 17;
    private long _irVersion = 8;
    private long _modelVersion;
    private string _producerName = "";
    private string _producerVersion = "";
    private string _domain = "";
    private string _description = "";

    /// <summary>Version of the standard operators; 17 unless told.</summary>
    public OnnxModelBuilder Opset(long version) => With(() => _opset = version);

    /// <summary>Imports operators of another domain.</summary>
    public OnnxModelBuilder Opset(string domain, long version) => With(() => _opsets.Add((domain, version)));

    /// <summary>Version of the file format; 8 unless told.</summary>
    public OnnxModelBuilder IrVersion(long version) => With(() => _irVersion = version);

    public OnnxModelBuilder Producer(string name, string version = "") =>
        With(() => (_producerName, _producerVersion) = (name, version));

    public OnnxModelBuilder Domain(string domain) => With(() => _domain = domain);

    public OnnxModelBuilder Description(string text) => With(() => _description = text);

    public OnnxModelBuilder ModelVersion(long version) => With(() => _modelVersion = version);

    /// <summary>An entry of the model's custom metadata.</summary>
    public OnnxModelBuilder Metadata(string key, string value) => With(() => _metadata.Add((key, value)));

    /// <summary>Declares an input; no dimension makes a scalar, a name makes a free dimension: <c>Input("x", OnnxType.Float, "N", 4)</c>.</summary>
    public OnnxModelBuilder Input(string name, OnnxType type, params OnnxDimension[] shape) =>
        With(() => _inputs.Add(writer => WriteValue(writer, name, type, shape)));

    /// <summary>Declares an output, as <see cref="Input"/>.</summary>
    public OnnxModelBuilder Output(string name, OnnxType type, params OnnxDimension[] shape) =>
        With(() => _outputs.Add(writer => WriteValue(writer, name, type, shape)));

    /// <summary>Declares an input that may be left out, as <see cref="Input"/>.</summary>
    public OnnxModelBuilder OptionalInput(string name, OnnxType type, params OnnxDimension[] shape) =>
        With(() => _inputs.Add(writer => WriteOptional(writer, name, type, shape)));

    /// <summary>Declares an output that may be left empty, as <see cref="Input"/>.</summary>
    public OnnxModelBuilder OptionalOutput(string name, OnnxType type, params OnnxDimension[] shape) =>
        With(() => _outputs.Add(writer => WriteOptional(writer, name, type, shape)));

    /// <summary>Declares an output that is a sequence of tensors.</summary>
    public OnnxModelBuilder OutputOfTensors(string name, OnnxType type, params OnnxDimension[] shape) =>
        With(() => _outputs.Add(writer => WriteTensors(writer, name, type, shape)));

    /// <summary>Declares an output that is a sequence of maps onto FLOAT, one map per row, as classifiers of scikit-learn have.</summary>
    public OnnxModelBuilder OutputOfMaps(string name, OnnxType keys) =>
        With(() => _outputs.Add(writer => WriteMaps(writer, name, keys)));

    /// <summary>Adds a constant, such as weights.</summary>
    public OnnxModelBuilder Initializer(string name, OnnxTensor tensor) =>
        With(() => _initializers.Add(writer => tensor.WriteTo(writer, name)));

    /// <summary>Adds a node of the standard operators; nodes are in the order in which they run.</summary>
    public OnnxModelBuilder Node(string operation, string[] inputs, string[] outputs, params OnnxAttribute[] attributes) =>
        Node("", operation, inputs, outputs, attributes);

    /// <summary>Adds a node of another domain's operators.</summary>
    public OnnxModelBuilder Node(string domain, string operation, string[] inputs, string[] outputs, OnnxAttribute[] attributes) =>
        With(() => _nodes.Add(writer => WriteNode(writer, domain, operation, inputs, outputs, attributes)));

    /// <summary>The bytes of the file.</summary>
    public byte[] Build()
    {
        const int irVersion = 1, producerName = 2, producerVersion = 3, domain = 4, modelVersion = 5, description = 6, graph = 7, opset = 8, metadata = 14;
        var writer = new ProtobufWriter();
        writer.Varint(irVersion, _irVersion);
        writer.OptionalText(producerName, _producerName);
        writer.OptionalText(producerVersion, _producerVersion);
        writer.OptionalText(domain, _domain);
        writer.Varint(modelVersion, _modelVersion);
        writer.OptionalText(description, _description);
        writer.Message(graph, WriteGraph);
        foreach (var import in _opsets.Prepend(("", _opset)))
            writer.Message(opset, pair => WriteOpset(pair, import));
        foreach (var entry in _metadata)
            writer.Message(metadata, pair => WriteEntry(pair, entry));
        return writer.ToArray();
    }

    private void WriteGraph(ProtobufWriter writer)
    {
        const int node = 1, name = 2, initializer = 5, input = 11, output = 12;
        _nodes.ForEach(write => writer.Message(node, write));
        writer.Text(name, graphName);
        _initializers.ForEach(write => writer.Message(initializer, write));
        _inputs.ForEach(write => writer.Message(input, write));
        _outputs.ForEach(write => writer.Message(output, write));
    }

    private static void WriteNode(
        ProtobufWriter writer, string domain, string operation, string[] inputs, string[] outputs, OnnxAttribute[] attributes)
    {
        const int input = 1, output = 2, operationType = 4, attribute = 5, domainField = 7;
        Array.ForEach(inputs, name => writer.Text(input, name));
        Array.ForEach(outputs, name => writer.Text(output, name));
        writer.Text(operationType, operation);
        Array.ForEach(attributes, item => writer.Message(attribute, item.WriteTo));
        writer.OptionalText(domainField, domain);
    }

    private static void WriteValue(ProtobufWriter writer, string name, OnnxType type, OnnxDimension[] shape)
    {
        const int nameField = 1, typeField = 2;
        writer.Text(nameField, name);
        writer.Message(typeField, value => WriteTensorType(value, type, shape));
    }

    private static void WriteOptional(ProtobufWriter writer, string name, OnnxType type, OnnxDimension[] shape)
    {
        const int nameField = 1, typeField = 2, optionalType = 9, elementType = 1;
        writer.Text(nameField, name);
        writer.Message(typeField, value => value.Message(optionalType, optional => optional.Message(elementType, element => WriteTensorType(element, type, shape))));
    }

    private static void WriteTensors(ProtobufWriter writer, string name, OnnxType type, OnnxDimension[] shape)
    {
        const int nameField = 1, typeField = 2, sequenceType = 4, elementType = 1;
        writer.Text(nameField, name);
        writer.Message(typeField, value => value.Message(sequenceType, sequence => sequence.Message(elementType, element => WriteTensorType(element, type, shape))));
    }

    private static void WriteMaps(ProtobufWriter writer, string name, OnnxType keys)
    {
        const int nameField = 1, typeField = 2, sequenceType = 4, elementType = 1, mapType = 5, keyType = 1, valueType = 2;
        writer.Text(nameField, name);
        writer.Message(typeField, value => value.Message(sequenceType, sequence => sequence.Message(elementType, element => element.Message(mapType, map =>
        {
            map.Varint(keyType, (int)keys);
            map.Message(valueType, mapped => WriteTensorType(mapped, OnnxType.Float, []));
        }))));
    }

    private static void WriteTensorType(ProtobufWriter writer, OnnxType type, OnnxDimension[] shape)
    {
        const int tensorType = 1, elementType = 1, shapeField = 2;
        writer.Message(tensorType, tensor =>
        {
            tensor.Varint(elementType, (int)type);
            tensor.Message(shapeField, dimensions => Array.ForEach(shape, dimension => dimension.WriteTo(dimensions)));
        });
    }

    private static void WriteOpset(ProtobufWriter writer, (string Domain, long Version) import)
    {
        const int domain = 1, version = 2;
        writer.OptionalText(domain, import.Domain);
        writer.Varint(version, import.Version);
    }

    private static void WriteEntry(ProtobufWriter writer, (string Key, string Value) entry)
    {
        const int key = 1, value = 2;
        writer.Text(key, entry.Key);
        writer.Text(value, entry.Value);
    }

    private OnnxModelBuilder With(Action change)
    {
        change();
        return this;
    }
}
