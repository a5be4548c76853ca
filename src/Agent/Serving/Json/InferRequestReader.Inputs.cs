using System.Text.Json;

namespace ControlPlane.AgentHost.Serving.Json;

internal ref partial struct InferRequestReader
{
    private readonly string Here => $"inputs[{_request.InputCount - 1}]";

    private void ReadInputs()
    {
        _request.HasInputs = true;
        if (_request.InputCount > 0)
            Fail("inputs must not come twice");
        else if (Open(JsonTokenType.StartArray, "inputs must be an array"))
        {
            while (NextItem())
                ReadInput();
        }
    }

    private void ReadInput()
    {
        if (_request.AddInput() is not { } input)
        {
            Fail($"inputs must not be more than {InferRequest.MaximumCount}");
            return;
        }

        if (_json.TokenType != JsonTokenType.StartObject)
        {
            Fail($"{Here} must be an object");
            return;
        }

        while (NextProperty())
        {
            if (_json.ValueTextEquals("data"u8))
                StepOverElements(input);
            else if (_json.ValueTextEquals("shape"u8))
                ReadShape(input);
            else if (_json.ValueTextEquals("name"u8))
                input.Name = ReadText("name", input.Name);
            else if (_json.ValueTextEquals("datatype"u8))
                input.Datatype = ReadText("datatype", input.Datatype);
            else if (_json.ValueTextEquals("parameters"u8))
                ReadInputParameters(input);
            else
                _json.Skip();
        }
    }

    private TextRange? ReadText(string key, TextRange? before)
    {
        _json.Read();
        if (before is not null)
            Fail($"{Here}.{key} must not come twice");
        else if (_json.TokenType != JsonTokenType.String)
            Fail($"{Here}.{key} must be a string");
        return Token();
    }

    private void ReadShape(InputTensor input)
    {
        if (input.HasShape)
            Fail($"{Here}.shape must not come twice");
        if (_problem is not null || !Open(JsonTokenType.StartArray, "shape must be an array"))
            return;

        input.HasShape = true;
        while (NextItem())
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var size) || size < 0)
                Fail($"{Here}.shape must hold whole numbers of 0 or more");
            else if (!input.TryAddDimension(size))
                Fail($"{Here}.shape must not have more than {input.Shape.Length} dimensions");
        }
    }

    private void ReadInputParameters(InputTensor input)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            _json.Skip();
            return;
        }

        while (NextProperty())
        {
            if (!_json.ValueTextEquals("binary_data_size"u8))
                _json.Skip();
            else if (input.BinarySize is not null)
                Fail($"{Here}.parameters.binary_data_size must not come twice");
            else if (_json.Read() && _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var size) && size >= 0)
                input.BinarySize = size;
            else
                Fail($"{Here}.parameters.binary_data_size must be a whole number of bytes, 0 or more");
        }
    }

    private void StepOverElements(InputTensor input)
    {
        if (input.Elements is not null)
        {
            Fail($"{Here}.data must not come twice");
            return;
        }

        var start = _offset + (int)_json.BytesConsumed;
        while (start < _body.Length && _body[start] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            start++;
        var length = start < _body.Length && _body[start] == '[' ? JsonArrayEnd.Find(_body[start..]) : -1;
        if (length < 0)
        {
            Fail($"{Here}.data must be an array that ends and is nested at most {ArrayNesting.MaximumDepth} deep");
            return;
        }

        input.Elements = new TextRange(start, length);

        // The reader is made to see null in place of the array and to go on behind it.
        var stand = new Utf8JsonReader("null"u8, isFinalBlock: false, _json.CurrentState);
        stand.Read();
        _offset = start + length;
        _json = new Utf8JsonReader(_body[_offset..], isFinalBlock: true, stand.CurrentState);
    }
}
