using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.Contracts.Outcomes;
using Google.Protobuf;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>Answers in messages what is asked about the server and its endpoints. Singleton, thread-safe.</summary>
internal sealed class GrpcDescriptions(EndpointCatalog catalog)
{
    /// <summary>The answer to a question that is none to infer.</summary>
    public Outcome<IMessage> Answer(IMessage question) => question switch
    {
        ServerLiveRequest => new ServerLiveResponse { Live = true },
        ServerReadyRequest => new ServerReadyResponse { Ready = catalog.IsReady },
        ServerMetadataRequest => Server(),
        ModelReadyRequest request => ModelReady(request),
        ModelMetadataRequest request => Metadata(request),
        ModelStatisticsRequest request => Statistics(request),
        RepositoryIndexRequest request => Index(request),
        HealthCheckRequest request => Health(request),
        _ => throw new ArgumentOutOfRangeException(nameof(question), question.Descriptor.FullName, "This message is no question."),
    };

    /// <summary>How a service is: the agent, the inference protocol, or an endpoint by its name.</summary>
    public HealthCheckResponse.Types.ServingStatus StatusOf(string service)
    {
        if (service is "" or GrpcPaths.InferenceService)
            return Serving(catalog.IsReady);
        var ready = catalog.IsModelReady(service, version: 0);
        return ready.IsAccepted ? Serving(ready.Value && catalog.IsReady) : HealthCheckResponse.Types.ServingStatus.ServiceUnknown;

        static HealthCheckResponse.Types.ServingStatus Serving(bool isServing) =>
            isServing ? HealthCheckResponse.Types.ServingStatus.Serving : HealthCheckResponse.Types.ServingStatus.NotServing;
    }

    private static ServerMetadataResponse Server() => new()
    {
        Name = EndpointCatalog.ServerName,
        Version = EndpointCatalog.ServerVersion,
        Extensions = { EndpointCatalog.Extensions.Where(e => e != EndpointCatalog.BinaryData) },
    };

    private Outcome<IMessage> ModelReady(ModelReadyRequest request)
    {
        var version = GrpcQuestions.VersionOf(request.Version);
        if (!version.IsAccepted)
            return version.Refusal;
        var ready = catalog.IsModelReady(request.Name, version.Value);
        return ready.IsAccepted ? new ModelReadyResponse { Ready = ready.Value } : ready.Refusal;
    }

    private Outcome<IMessage> Metadata(ModelMetadataRequest request)
    {
        var version = GrpcQuestions.VersionOf(request.Version);
        if (!version.IsAccepted)
            return version.Refusal;
        var described = catalog.Describe(request.Name, version.Value);
        if (!described.IsAccepted)
            return described.Refusal;

        var signature = described.Value.Model.Signature;
        return new ModelMetadataResponse
        {
            Name = request.Name,
            Platform = EndpointCatalog.Platform,
            Versions = { described.Value.Versions.Select(v => $"{v}") },
            Inputs = { signature.Inputs.ToArray().Select(Tensor) },
            Outputs = { signature.Outputs.ToArray().Select(Tensor) },
        };
    }

    private static ModelMetadataResponse.Types.TensorMetadata Tensor(TensorSignature tensor) =>
        new() { Name = tensor.Name, Datatype = tensor.Datatype, Shape = { tensor.Shape.ToArray() } };

    private Outcome<IMessage> Statistics(ModelStatisticsRequest request)
    {
        var version = GrpcQuestions.VersionOf(request.Version);
        if (!version.IsAccepted)
            return version.Refusal;
        var counted = catalog.Statistics(request.Name, version.Value);
        return counted.IsAccepted
            ? new ModelStatisticsResponse { ModelStats = { counted.Value.Select(GrpcStatistics.Of) } }
            : counted.Refusal;
    }

    private RepositoryIndexResponse Index(RepositoryIndexRequest request) => new()
    {
        Models =
        {
            catalog.Index(request.Ready).Select(v => new RepositoryIndexResponse.Types.ModelIndex
            {
                Name = v.Endpoint,
                Version = $"{v.Version}",
                State = v.State,
                Reason = v.Reason ?? "",
            }),
        },
    };

    private Outcome<IMessage> Health(HealthCheckRequest request)
    {
        var status = StatusOf(request.Service);
        return status == HealthCheckResponse.Types.ServingStatus.ServiceUnknown
            ? new Refusal(ServingCodes.NotFound, $"there is no service '{RequestTexts.Show(request.Service)}'; endpoints are services by their names")
            : new HealthCheckResponse { Status = status };
    }
}
