using System.Net.Sockets;

namespace ControlPlane.Web.Features.Outbound;

/// <summary>Why a request to the outside had no answer, in words without a secret. Stateless.</summary>
internal static class OutboundFailure
{
    public static string ReasonOf(HttpRequestException exception) => exception switch
    {
        { InnerException: AddressRefusedException refused } => refused.Message.TrimEnd('.'),
        { InnerException: SocketException socket } => socket.SocketErrorCode == SocketError.ConnectionRefused ? "connection refused" : socket.Message,
        _ => exception.HttpRequestError.ToString(),
    };
}
