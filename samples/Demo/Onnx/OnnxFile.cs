namespace ControlPlane.Demo.Onnx;

/// <summary>
/// The bytes of a model in the ONNX file format: protobuf messages as onnx.proto of IR version 8 defines them.
/// The comment beside each field number is its name there.
/// </summary>
public static class OnnxFile
{
    private const long IntermediateRepresentation = 8;
    private const long OperatorSet = 17;
    private const string Producer = "controlplane-demo";
    private const long AttributeTypeInteger = 2;
    private const long AttributeTypeIntegers = 7;

    public static byte[] Serialize(OnnxModel model)
    {
        var file = new ProtobufWriter();
        file.Integer(1, IntermediateRepresentation); // ir_version
        file.Text(2, Producer); // producer_name
        file.Integer(5, model.Version); // model_version
        file.Text(6, model.Graph.Description); // doc_string
        file.Message(7, model.Graph, Graph); // graph
        file.Message(8, OperatorSet, OperatorSetId); // opset_import
        file.Messages(14, model.Metadata, MetadataEntry); // metadata_props
        return file.ToArray();
    }

    private static void OperatorSetId(ProtobufWriter writer, long version)
    {
        writer.Text(1, ""); // domain
        writer.Integer(2, version); // version
    }

    private static void MetadataEntry(ProtobufWriter writer, KeyValuePair<string, string> entry)
    {
        writer.Text(1, entry.Key); // key
        writer.Text(2, entry.Value); // value
    }

    private static void Graph(ProtobufWriter writer, OnnxGraph graph)
    {
        writer.Messages(1, graph.Nodes, Node); // node
        writer.Text(2, graph.Name); // name
        writer.Messages(5, graph.Constants, Tensor); // initializer
        writer.Text(10, graph.Description); // doc_string
        writer.Messages(11, graph.Inputs, ValueDeclaration); // input
        writer.Messages(12, graph.Outputs, ValueDeclaration); // output
        writer.Messages(13, graph.Values, ValueDeclaration); // value_info
    }

    private static void Node(ProtobufWriter writer, OnnxNode node)
    {
        foreach (var input in node.Inputs)
            writer.Text(1, input); // input

        writer.Text(2, node.Output); // output
        writer.Text(3, node.Output); // name
        writer.Text(4, node.Operator); // op_type
        writer.Messages(5, node.Attributes, Attribute); // attribute
    }

    private static void Attribute(ProtobufWriter writer, OnnxAttribute attribute)
    {
        writer.Text(1, attribute.Name); // name
        if (attribute.Value is { } single)
            writer.Integer(3, single); // i

        foreach (var value in attribute.Values ?? [])
            writer.Integer(8, value); // ints

        writer.Integer(20, attribute.Values is null ? AttributeTypeInteger : AttributeTypeIntegers); // type
    }

    private static void Tensor(ProtobufWriter writer, OnnxTensor tensor)
    {
        foreach (var dimension in tensor.Dimensions)
            writer.Integer(1, dimension); // dims

        writer.Integer(2, (long)tensor.ElementType); // data_type
        writer.Text(8, tensor.Name); // name
        writer.Bytes(9, tensor.Raw); // raw_data
    }

    private static void ValueDeclaration(ProtobufWriter writer, OnnxValue value)
    {
        writer.Text(1, value.Name); // name
        writer.Message(2, value, (type, inner) => type.Message(1, inner, TensorType)); // type, its tensor_type
        if (value.Description.Length > 0)
            writer.Text(3, value.Description); // doc_string
    }

    private static void TensorType(ProtobufWriter writer, OnnxValue value)
    {
        writer.Integer(1, (long)value.ElementType); // elem_type
        writer.Message(2, value.Dimensions, (shape, dimensions) => shape.Messages(1, dimensions, Dimension)); // shape, its dim
    }

    private static void Dimension(ProtobufWriter writer, long? dimension)
    {
        if (dimension is { } fixedLength)
            writer.Integer(1, fixedLength); // dim_value
        else
            writer.Text(2, OnnxValue.FreeDimension); // dim_param
    }
}
