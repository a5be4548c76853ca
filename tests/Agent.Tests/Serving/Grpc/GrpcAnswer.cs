using Google.Protobuf;

namespace ControlPlane.AgentHost.Tests.Serving;

/// <summary>What a call came back with; the message is null where the status is none of success.</summary>
internal sealed record GrpcAnswer(
    int Status, string Sentence, byte[]? Message, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Trailers)
{
    public T As<T>(MessageParser<T> parser)
        where T : IMessage<T>
    {
        Assert.Equal((0, ""), (Status, Sentence));
        return parser.ParseFrom(Message!);
    }
}
