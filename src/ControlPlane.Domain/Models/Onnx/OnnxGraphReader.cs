namespace ControlPlane.Domain.Models.Onnx;

/// <summary>
/// Reads graphs: of the main one its inputs, outputs and operators; of every graph, node and attribute at any depth that no tensor lies outside the file.
/// Field numbers are those of onnx.proto (onnx 1.17). Mutable, not thread-safe.
/// </summary>
internal sealed class OnnxGraphReader(ProtobufReader reader, OnnxFunctions functions)
{
    private readonly OnnxTensorReader _tensors = new(reader);
    private readonly OnnxValueReader _values = new(reader);
    private readonly List<TensorSignature> _inputs = [];
    private int _nodes;
    private int _initializers;

    /// <summary>Inputs of the main graph that no initializer of its own gives.</summary>
    public IReadOnlyList<TensorSignature> Inputs => [.. _inputs.Where(i => !Initializers.Contains(i.Name))];

    public List<TensorSignature> Outputs { get; } = [];

    /// <summary>Operator by the name of what it makes, in the main graph.</summary>
    public Dictionary<string, string> Operators { get; } = new(StringComparer.Ordinal);

    public int MainNodes { get; private set; }

    private HashSet<string> Initializers { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads the main graph from the present field.</summary>
    public void ReadMain(string label) => ReadGraph(label, isMain: true);

    /// <summary>Reads a graph of which nothing but soundness is asked.</summary>
    public void ReadInner(string label) => ReadGraph(label, isMain: false);

    /// <summary>Reads a node of a function from the present field.</summary>
    public void ReadFunctionNode(string label, string function) => ReadNode(label, isMain: false, function);

    /// <summary>Reads an attribute from the present field.</summary>
    public void ReadAttribute(string label, string? function)
    {
        const int tensor = 5, graph = 6, tensors = 10, graphs = 11, sparseTensor = 22, sparseTensors = 23;
        reader.Message(label, () =>
        {
            switch (reader.Field)
            {
                case tensor or tensors:
                    _tensors.Read("t");
                    break;
                case sparseTensor or sparseTensors:
                    _tensors.ReadSparse("sparse_tensor");
                    break;
                case graph or graphs:
                    ReadGraph("g", isMain: false, function);
                    break;
            }
        });
    }

    private void ReadGraph(string label, bool isMain, string? function = null)
    {
        const int node = 1, initializer = 5, input = 11, output = 12, sparseInitializer = 15;
        reader.Message(label, () =>
        {
            switch (reader.Field)
            {
                case node:
                    ReadNode($"node[{_nodes}]", isMain, function);
                    break;
                case initializer:
                    ReadInitializer(isMain);
                    break;
                case sparseInitializer:
                    _tensors.ReadSparse("sparse_initializer");
                    break;
                case input when isMain:
                    ReadValue("input", _inputs);
                    break;
                case output when isMain:
                    ReadValue("output", Outputs);
                    break;
            }
        });
    }

    private void ReadNode(string label, bool isMain, string? function)
    {
        const int output = 2, operation = 4, attribute = 5, domainField = 7;
        if (++_nodes > OnnxLimits.Nodes)
        {
            reader.Refuse(ModelRefusals.FileBeyondLimit, $"has more than {OnnxLimits.Nodes} nodes", "register a smaller model");
            return;
        }

        var (operatorType, domain) = ("", "");
        List<string> outputs = [];
        reader.Message(label, () =>
        {
            switch (reader.Field)
            {
                case output when isMain:
                    outputs.Add(reader.Text("output", OnnxLimits.NameBytes));
                    break;
                case operation:
                    operatorType = reader.Text("op_type", OnnxLimits.NameBytes);
                    break;
                case attribute:
                    ReadAttribute("attribute", function);
                    break;
                case domainField:
                    domain = reader.Text("domain", OnnxLimits.NameBytes);
                    break;
            }
        });
        functions.Call(function, domain, operatorType);
        if (!isMain)
            return;

        MainNodes++;
        outputs.ForEach(name => Operators[name] = operatorType);
    }

    private void ReadInitializer(bool isMain)
    {
        if (++_initializers > OnnxLimits.Initializers)
        {
            reader.Refuse(ModelRefusals.FileBeyondLimit, $"has more than {OnnxLimits.Initializers} initializers", "register a smaller model");
            return;
        }

        var name = _tensors.Read($"initializer[{_initializers - 1}]");
        if (isMain)
            Initializers.Add(name);
    }

    private void ReadValue(string label, List<TensorSignature> into)
    {
        // Old files list every initializer among the inputs too.
        if (into.Count >= OnnxLimits.Values + _initializers)
        {
            reader.Refuse(ModelRefusals.FileBeyondLimit, $"has more than {OnnxLimits.Values} {label}s", "register a model with fewer");
            return;
        }

        if (_values.Read($"{label}[{into.Count}]") is { } value)
            into.Add(value);
    }
}
