using System.Text.Json;

namespace ControlPlane.AgentHost.Serving.Json;

internal ref partial struct InferRequestReader
{
    private void ReadOutputs()
    {
        if (_request.Outputs.Count > 0)
            Fail("outputs must not come twice");
        if (_problem is not null || !Open(JsonTokenType.StartArray, "outputs must be an array"))
            return;

        while (NextItem())
        {
            var output = default(RequestedOutput);
            if (_json.TokenType != JsonTokenType.StartObject)
                Fail($"outputs[{_request.Outputs.Count}] must be an object");
            while (NextProperty())
            {
                if (_json.ValueTextEquals("name"u8))
                {
                    _json.Read();
                    output = output with { Name = _json.TokenType == JsonTokenType.String ? Token() : default };
                }
                else if (_json.ValueTextEquals("parameters"u8))
                {
                    output = ReadOutputParameters(output);
                }
                else
                {
                    _json.Skip();
                }
            }

            if (output.Name == default)
                Fail($"outputs[{_request.Outputs.Count}].name must be a string");
            else if (!_request.TryAddOutput(output))
                Fail($"outputs must not be more than {InferRequest.MaximumCount}");
        }
    }

    private RequestedOutput ReadOutputParameters(RequestedOutput output)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            _json.Skip();
            return output;
        }

        while (NextProperty())
        {
            if (_json.ValueTextEquals("binary_data"u8))
                output = output with { IsBinary = ReadTruth("outputs", "binary_data") };
            else if (_json.ValueTextEquals("as_maps"u8))
                output = output with { AsMaps = ReadTruth("outputs", "as_maps") };
            else
                _json.Skip();
        }

        return output;
    }

    private bool ReadTruth(string where, string parameter)
    {
        _json.Read();
        if (_json.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            Fail($"parameter {parameter} of {where} must be true or false");
        return _json.TokenType == JsonTokenType.True;
    }
}
