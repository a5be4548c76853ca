using System.Text.Json;
using System.Text.Unicode;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>
/// Reads the envelope of an inference request, keys in any order, unknown keys ignored.
/// <c>data</c> arrays are stepped over and only their place is kept, because their datatype and shape may follow them.
/// </summary>
internal ref partial struct InferRequestReader
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly InferRequest _request;
    private Utf8JsonReader _json;
    private int _offset;
    private string? _problem;

    private InferRequestReader(InferRequest request)
    {
        _request = request;
        _body = request.Body.Span;
        _json = new Utf8JsonReader(_body, isFinalBlock: true, default);
    }

    /// <summary>Reads the body that the request was begun with.</summary>
    /// <returns>Null, or a refusal: <c>request_malformed</c>.</returns>
    public static Refusal? Read(InferRequest request)
    {
        var reader = new InferRequestReader(request);
        try
        {
            reader.ReadRequest();
        }
        catch (JsonException e)
        {
            reader._problem ??= $"the body is no valid JSON at byte {reader._offset + e.BytePositionInLine.GetValueOrDefault()}: {e.Message}";
        }

        catch (InvalidOperationException)
        {
            reader._problem ??= $"the body has a text before byte {reader._offset + reader._json.BytesConsumed} that is no Unicode";
        }

        return reader._problem is { } problem ? new Refusal(ServingCodes.Malformed, problem) : null;
    }

    private void ReadRequest()
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
        {
            Fail("the body must be a JSON object");
            return;
        }

        while (NextProperty())
        {
            if (_json.ValueTextEquals("inputs"u8))
                ReadInputs();
            else if (_json.ValueTextEquals("id"u8))
                ReadId();
            else if (_json.ValueTextEquals("outputs"u8))
                ReadOutputs();
            else if (_json.ValueTextEquals("parameters"u8))
                ReadParameters();
            else
                _json.Skip();
        }

        if (_problem is null && _json.Read())
            Fail("the body goes on after its JSON object");
    }

    private void ReadId()
    {
        _json.Read();
        if (_json.TokenType is JsonTokenType.String or JsonTokenType.Number)
            _request.Id = Token();
        else if (_json.TokenType != JsonTokenType.Null)
            Fail("id must be a string");
    }

    private void ReadParameters()
    {
        if (!Open(JsonTokenType.StartObject, "parameters must be an object"))
            return;

        while (NextProperty())
        {
            var name = Token();
            if (_json.ValueTextEquals("binary_data_output"u8))
            {
                _request.IsBinaryOutput = ReadTruth("the request", "binary_data_output");
                continue;
            }

            var isTimeout = _json.ValueTextEquals("timeout"u8);
            _json.Read();
            if (_json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                _json.Skip();
            else if (isTimeout)
                ReadTimeout();
            else if (_json.TokenType != JsonTokenType.Null && !_request.TryAddParameter(new RequestParameter(name, Token(), _json.TokenType)))
                Fail($"parameters must not be more than {InferRequest.MaximumCount}");
        }
    }

    private void ReadTimeout()
    {
        // Zero means no limit, as in the protocol's extension for schedulers.
        if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var microseconds) || microseconds < 0)
            Fail("parameters.timeout must be a whole number of microseconds");
        else if (microseconds > 0)
            _request.Limit(TimeSpan.FromMicroseconds(Math.Min(microseconds, (long)TimeSpan.FromDays(1).TotalMicroseconds)));
    }

    private bool Open(JsonTokenType kind, string problem)
    {
        _json.Read();
        if (_json.TokenType == kind)
            return true;
        Fail(problem);
        return false;
    }

    private bool NextProperty() => _problem is null && _json.Read() && _json.TokenType == JsonTokenType.PropertyName;

    private bool NextItem() => _problem is null && _json.Read() && _json.TokenType != JsonTokenType.EndArray;

    private TextRange Token()
    {
        var quote = _json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 1 : 0;
        // What is repeated to the caller or compared later must be a text; half of a surrogate pair is none, and reading it says so.
        if (_json.ValueIsEscaped)
            _json.GetString();
        else if (quote > 0 && !Utf8.IsValid(_json.ValueSpan))
            Fail($"the body has a text at byte {_offset + _json.TokenStartIndex} that is no UTF-8");
        return new TextRange(_offset + (int)_json.TokenStartIndex + quote, _json.ValueSpan.Length, _json.ValueIsEscaped);
    }

    private void Fail(string problem) => _problem ??= problem;
}
