using System.Globalization;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.Contracts.Outcomes;
using Google.Protobuf;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>What the methods take. Stateless.</summary>
internal static class GrpcQuestions
{
    /// <summary>Reads the message that a method takes.</summary>
    public static MessageParser ParserOf(GrpcMethod method) => method switch
    {
        GrpcMethod.ServerLive => ServerLiveRequest.Parser,
        GrpcMethod.ServerReady => ServerReadyRequest.Parser,
        GrpcMethod.ModelReady => ModelReadyRequest.Parser,
        GrpcMethod.ServerMetadata => ServerMetadataRequest.Parser,
        GrpcMethod.ModelMetadata => ModelMetadataRequest.Parser,
        GrpcMethod.ModelInfer => ModelInferRequest.Parser,
        GrpcMethod.ModelStatistics => ModelStatisticsRequest.Parser,
        GrpcMethod.RepositoryIndex => RepositoryIndexRequest.Parser,
        GrpcMethod.HealthCheck or GrpcMethod.HealthWatch => HealthCheckRequest.Parser,
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "This method takes no message."),
    };

    /// <summary>A version as callers name it: empty is 0, none named.</summary>
    /// <returns>Refusal: <c>not_found</c> for a text that no version has.</returns>
    public static Outcome<int> VersionOf(string version)
    {
        if (version.Length == 0)
            return 0;
        return int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : new Refusal(ServingCodes.NotFound, $"'{RequestTexts.Show(version)}' is no version; versions are whole numbers from 1");
    }
}
