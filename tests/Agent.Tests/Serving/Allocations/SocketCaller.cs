using System.Buffers.Text;
using System.Net.Sockets;

namespace ControlPlane.AgentHost.Tests.Serving.Allocations;

/// <summary>Asks again and again over one connection and allocates nothing, so that what the process allocates meanwhile is the server's.</summary>
internal sealed class SocketCaller : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[1 << 16];

    public SocketCaller(Uri address) => _socket.Connect(address.Host, address.Port);

    /// <summary>The last answer, head and body.</summary>
    public ReadOnlySpan<byte> Answer => _answer.AsSpan(0, AnswerLength);

    private int AnswerLength { get; set; }

    /// <summary>Asks and waits for the whole answer.</summary>
    public void Ask(ReadOnlySpan<byte> request, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _socket.Send(request);
            AnswerLength = 0;
            do
            {
                AnswerLength += _socket.Receive(_answer.AsSpan(AnswerLength));
            }
            while (!IsWhole());
        }
    }

    public void Dispose() => _socket.Dispose();

    private bool IsWhole()
    {
        var length = "Content-Length: "u8;
        var end = Answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        return Utf8Parser.TryParse(Answer[(Answer.IndexOf(length) + length.Length)..], out int body, out _) && AnswerLength == end + 4 + body;
    }
}
