using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Realtime;

/// <summary>
/// The JSON protocol of agents, which ends a connection at the first message that is none of theirs: a method that does not exist, or arguments that do not fit it.
/// The framework's own answers such a call and reads on, as often as it comes. Takes its place by having its name.
/// </summary>
internal sealed class StrictHubProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    private readonly JsonHubProtocol _json = new(options);

    public string Name => _json.Name;

    public int Version => _json.Version;

    public TransferFormat TransferFormat => _json.TransferFormat;

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (!_json.TryParseMessage(ref input, binder, out message))
            return false;
        return message is InvocationBindingFailureMessage failure
            ? throw new InvalidDataException($"The call of {failure.Target} cannot be read.", failure.BindingFailure.SourceException)
            : true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => _json.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => _json.GetMessageBytes(message);

    public bool IsVersionSupported(int version) => _json.IsVersionSupported(version);
}
