using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using ControlPlane.Contracts.Outcomes;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Data.Artifacts;

/// <summary>
/// Model files in a store that speaks S3. What comes in is received and read on the local disk, sent, read back and compared before it counts as kept;
/// what is asked for is streamed from there, never held whole in memory, and compared with its digest on the way.
/// </summary>
public sealed class S3ArtifactStore : IArtifactStore, IDisposable
{
    private readonly ArtifactInbox _inbox;
    private readonly S3Options _options;
    private readonly AmazonS3Client _client;
    private readonly TimeProvider _clock;
    private readonly ILogger<S3ArtifactStore> _logger;

    /// <param name="inbox">Local folder in which files arrive.</param>
    /// <param name="options">The store; it has a bucket.</param>
    /// <param name="clock">For the patience.</param>
    /// <param name="logger">Never told a key.</param>
    public S3ArtifactStore(string inbox, S3Options options, TimeProvider clock, ILogger<S3ArtifactStore> logger)
    {
        _inbox = new ArtifactInbox(inbox);
        _options = options;
        _clock = clock;
        _logger = logger;
        _client = Connect(options);
    }

    /// <inheritdoc />
    public void Prepare() => _inbox.Prepare();

    /// <inheritdoc />
    public Task<Outcome<ReceivedArtifact>> ReceiveAsync(Stream content, long limit, CancellationToken cancellationToken) => _inbox.ReceiveAsync(content, limit, cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<StoredArtifact>> KeepAsync(ReceivedArtifact received, CancellationToken cancellationToken) => AskAsync<StoredArtifact>(
        async patience =>
        {
            var artifact = received.Artifact;
            if (await LengthAsync(artifact.Digest, patience) == artifact.SizeBytes)
                return artifact;
            await SendAsync(received, patience);
            if (await DigestAsync(artifact.Digest, patience) == artifact.Digest)
                return artifact;

            // Nothing refers to it yet, so that it can go.
            await _client.DeleteObjectAsync(_options.Bucket, KeyOf(artifact.Digest), patience.Token);
            return new Refusal(ArtifactRefusals.StoreWrong, $"The S3 store {Place} gave back other bytes than it was sent, so the model file was not registered; check the store, then upload it again.");
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<Stream>> OpenAsync(string digest, CancellationToken cancellationToken) => AskAsync<Stream>(
        async patience => await LengthAsync(digest, patience) is { } length
            ? new S3ReadStream((start, token) => OpenAsync(digest, start, token), digest, length, _options.Patience, _clock, () => _logger.StoreIsWrong(Place, digest))
            : ArtifactRefusals.Missing(digest),
        cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private string Place => $"{_options.Endpoint ?? "of Amazon"}, bucket {_options.Bucket}";

    private static AmazonS3Client Connect(S3Options options)
    {
        var config = new AmazonS3Config { ForcePathStyle = options.IsPathStyle, AuthenticationRegion = options.Region, MaxErrorRetry = 2, Timeout = Timeout.InfiniteTimeSpan };
        if (options.Endpoint is { } endpoint)
            config.ServiceURL = endpoint;
        else
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        // By the configuration or the environment only: the library would also ask files and the machine's own service.
        AWSCredentials credentials = options.AccessKey is { } key ? new BasicAWSCredentials(key, options.SecretKey) : new EnvironmentVariablesAWSCredentials();
        return new AmazonS3Client(credentials, config);
    }

    private string KeyOf(string digest) => _options.Prefix + string.Join('/', ArtifactDigest.PathOf(digest));

    private async Task<long?> LengthAsync(string digest, Patience patience)
    {
        try
        {
            return (await _client.GetObjectMetadataAsync(_options.Bucket, KeyOf(digest), patience.Token)).ContentLength;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task SendAsync(ReceivedArtifact received, Patience patience)
    {
        await using var file = received.OpenRead();
        await using var watched = new WatchedStream(file, patience);
        // The bytes are read back and compared, which says more than the sum that the library would compare.
        await _client.PutObjectAsync(new PutObjectRequest { BucketName = _options.Bucket, Key = KeyOf(received.Artifact.Digest), InputStream = watched, AutoCloseStream = false, DisableDefaultChecksumValidation = true, UseChunkEncoding = false, ContentType = "application/octet-stream" }, patience.Token);
        patience.Renew();
    }

    private async Task<string> DigestAsync(string digest, Patience patience)
    {
        using var answer = await _client.GetObjectAsync(_options.Bucket, KeyOf(digest), patience.Token);
        await using var watched = new WatchedStream(answer.ResponseStream, patience);
        try
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(watched, patience.Token));
        }
        catch (AmazonClientException)
        {
            // The library compares a sum of its own on the way.
            return "";
        }
    }

    private async Task<Stream> OpenAsync(string digest, long start, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = _options.Bucket, Key = KeyOf(digest) };
        if (start > 0)
            request.ByteRange = new ByteRange($"bytes={start}-");
        return (await _client.GetObjectAsync(request, cancellationToken)).ResponseStream;
    }

    private async Task<Outcome<T>> AskAsync<T>(Func<Patience, Task<Outcome<T>>> ask, CancellationToken cancellationToken)
        where T : notnull
    {
        using var patience = new Patience(_options.Patience, _clock, cancellationToken);
        try
        {
            return await ask(patience);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Fail(new Refusal(ArtifactRefusals.StoreUnreachable, $"The S3 store {Place} did not move a byte for {_options.Patience.TotalSeconds:0.###} s; what is registered stays, try again."));
        }
        catch (AmazonServiceException exception)
        {
            return Fail(S3Failure.Of(exception, Place));
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException or IOException)
        {
            return Fail(new Refusal(ArtifactRefusals.StoreUnreachable, $"The S3 store {Place} cannot be reached: {(exception.InnerException ?? exception).Message.TrimEnd('.')}; what is registered stays, try again."));
        }
    }

    private Refusal Fail(Refusal refusal)
    {
        _logger.StoreRefused(refusal.Code, refusal.Sentence);
        return refusal;
    }
}
