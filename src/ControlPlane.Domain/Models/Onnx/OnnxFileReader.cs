using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Models.Onnx;

/// <summary>Reads one file. Field numbers are those of onnx.proto (onnx 1.17). Used once, not thread-safe.</summary>
internal sealed class OnnxFileReader
{
    private readonly ByteSource _source;
    private readonly ProtobufReader _reader;
    private readonly OnnxFunctions _functions = new();
    private readonly OnnxGraphReader _graphs;
    private readonly List<OperatorSet> _operatorSets = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private long _irVersion;
    private string _producerName = "";
    private string _producerVersion = "";
    private string _documentation = "";
    private bool _hasGraph;

    public OnnxFileReader(ByteSource source)
    {
        _source = source;
        _reader = new ProtobufReader(source);
        _graphs = new OnnxGraphReader(_reader, _functions);
    }

    public Outcome<OnnxModelDescription> Read()
    {
        if (_source.Length == 0)
            return Refuse(ModelRefusals.FileMalformed, "model", "is an empty file", "upload the bytes of an ONNX model");

        while (_reader.NextField())
            ReadField();
        if ((_reader.Refusal ?? CheckWhole()) is { } refusal)
            return refusal;

        return new OnnxModelDescription
        {
            IrVersion = _irVersion,
            Producer = $"{_producerName} {_producerVersion}".Trim(),
            Documentation = _documentation,
            OperatorSets = _operatorSets,
            Metadata = _metadata,
            Signature = new ModelSignature(_graphs.Inputs, _graphs.Outputs),
            OutputOperators = _graphs.Outputs.Where(o => _graphs.Operators.ContainsKey(o.Name)).ToDictionary(o => o.Name, o => _graphs.Operators[o.Name]),
            NodeCount = _graphs.MainNodes,
        };
    }

    private void ReadField()
    {
        const int irVersion = 1, producerName = 2, producerVersion = 3, documentation = 6, graph = 7, operatorSet = 8, metadata = 14, training = 20, function = 25;
        switch (_reader.Field)
        {
            case irVersion:
                _irVersion = (long)_reader.Number;
                break;
            case producerName:
                _producerName = _reader.Text("producer_name", OnnxLimits.NameBytes);
                break;
            case producerVersion:
                _producerVersion = _reader.Text("producer_version", OnnxLimits.NameBytes);
                break;
            case documentation when _reader.IsLengthDelimited() && _reader.ValueLength <= OnnxLimits.DocumentationBytes:
                _documentation = _reader.Text("doc_string", OnnxLimits.DocumentationBytes);
                break;
            case graph:
                _hasGraph = true;
                _graphs.ReadMain("graph");
                break;
            case operatorSet:
                ReadOperatorSet();
                break;
            case metadata:
                ReadMetadata();
                break;
            case training:
                ReadTraining();
                break;
            case function:
                ReadFunction();
                break;
        }
    }

    private void ReadOperatorSet()
    {
        const int domainField = 1, versionField = 2;
        if (_operatorSets.Count == OnnxLimits.OperatorSets)
        {
            _reader.Refuse(ModelRefusals.FileBeyondLimit, $"has more than {OnnxLimits.OperatorSets} operator sets", "register a model with fewer");
            return;
        }

        var (domain, version) = ("", 0L);
        _reader.Message($"opset_import[{_operatorSets.Count}]", () =>
        {
            if (_reader.Field == domainField)
                domain = _reader.Text("domain", OnnxLimits.NameBytes);
            else if (_reader.Field == versionField)
                version = (long)_reader.Number;
        });
        _operatorSets.Add(new OperatorSet(domain, version));
    }

    private void ReadMetadata()
    {
        const int keyField = 1, valueField = 2;
        if (_metadata.Count == OnnxLimits.MetadataEntries)
        {
            _reader.Refuse(ModelRefusals.FileBeyondLimit, $"has more than {OnnxLimits.MetadataEntries} metadata_props", "register a model with fewer");
            return;
        }

        var (key, value) = ("", "");
        _reader.Message($"metadata_props[{_metadata.Count}]", () =>
        {
            if (_reader.Field == keyField)
                key = _reader.Text("key", OnnxLimits.NameBytes);
            else if (_reader.Field == valueField)
                value = _reader.Text("value", OnnxLimits.MetadataBytes);
        });
        _metadata[key] = value;
    }

    private void ReadTraining()
    {
        const int initialization = 1, algorithm = 2;
        _reader.Message("training_info", () =>
        {
            if (_reader.Field is initialization or algorithm)
                _graphs.ReadInner(_reader.Field == initialization ? "initialization" : "algorithm");
        });
    }

    private void ReadFunction()
    {
        const int nameField = 1, node = 7, domainField = 10, attribute = 11;
        if (_functions.Count == OnnxLimits.Functions)
        {
            _reader.Refuse(ModelRefusals.FileBeyondLimit, $"has more than {OnnxLimits.Functions} functions", "register a smaller model");
            return;
        }

        var function = $"functions[{_functions.Count}]";
        var (name, domain) = ("", "");
        _reader.Message(function, () =>
        {
            switch (_reader.Field)
            {
                case nameField:
                    name = _reader.Text("name", OnnxLimits.NameBytes);
                    break;
                case node:
                    _graphs.ReadFunctionNode("node", function);
                    break;
                case domainField:
                    domain = _reader.Text("domain", OnnxLimits.NameBytes);
                    break;
                case attribute:
                    _graphs.ReadAttribute("attribute_proto", function);
                    break;
            }
        });
        _functions.Define(function, domain, name);
    }

    private Refusal? CheckWhole()
    {
        if (!_hasGraph || _irVersion < 1)
            return Refuse(ModelRefusals.FileMalformed, "model", "has no graph or no format version, so it is no ONNX model", "upload an ONNX file");
        if (_operatorSets.Count == 0)
            return Refuse(ModelRefusals.FileTruncated, "opset_import", "is missing, as when the file was cut off", "upload the whole file");
        if (_graphs.Inputs.Count == 0)
            return Refuse(ModelRefusals.FileUnsupported, "graph.input", "is empty, so requests could give nothing", "export the model with at least one input");
        if (_graphs.Outputs.Count == 0)
            return Refuse(ModelRefusals.FileUnsupported, "graph.output", "is empty, so requests would get nothing", "export the model with at least one output");
        if (_graphs.Inputs.FirstOrDefault(i => i.Form == ValueForm.SequenceOfMaps) is { } form)
            return Refuse(ModelRefusals.FileUnsupported, $"graph.input[{form.Name}]", "is not a tensor", "export the model with tensors as inputs");
        if (_graphs.Inputs.Concat(_graphs.Outputs).FirstOrDefault(v => !OnnxNames.IsSound(v.Name)) is { } odd)
            return Refuse(ModelRefusals.FileMalformed, $"graph.value[{OnnxNames.Shown(odd.Name)}]", "has a name that is a path or holds control characters", "give inputs and outputs plain names");
        if (FindTwin(_graphs.Inputs) is { } input)
            return Refuse(ModelRefusals.FileMalformed, $"graph.input[{input}]", "is declared twice", "give each input a name of its own");
        if (FindTwin(_graphs.Outputs) is { } output)
            return Refuse(ModelRefusals.FileMalformed, $"graph.output[{output}]", "is declared twice", "give each output a name of its own");
        if (_functions.AreTooDeep())
            return Refuse(ModelRefusals.FileBeyondLimit, "functions", $"call each other in a circle or deeper than {OnnxLimits.FunctionDepth}", "inline them when exporting");

        return _functions.FindForeignDomain() is { } domain
            ? Refuse(ModelRefusals.FileUnsupported, "graph.node.domain", $"is '{domain}', whose operators are not known here", "export the model with standard operators")
            : null;
    }

    private static string? FindTwin(IEnumerable<TensorSignature> values) => values.GroupBy(v => v.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;

    private static Refusal Refuse(string code, string field, string problem, string remedy) => Refusal.OfField(code, field, problem, remedy);
}
