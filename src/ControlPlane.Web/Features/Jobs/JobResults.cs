using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Jobs;
using ControlPlane.Domain.Jobs;
using ControlPlane.Domain.Jobs.Rows;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>Puts the results of chunks together, in the order of the input. A singleton, thread-safe.</summary>
public sealed class JobResults(JobFiles files, JobQueries jobs, JobMappings mappings)
{
    /// <summary>Chunks whose results can be read.</summary>
    /// <param name="job">The job.</param>
    /// <param name="isPartial">True gives what there is before the first chunk that is not done; false wants all.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>In order. Refusal: <see cref="JobRefusals.NotFinished"/>.</returns>
    public async Task<Outcome<IReadOnlyList<JobChunk>>> ChunksAsync(BatchJob job, bool isPartial, CancellationToken cancellation)
    {
        if (job.Phase != JobPhase.Succeeded && !isPartial)
            return new Refusal(JobRefusals.NotFinished, $"{job.RowsDone} of {job.Rows} rows are done; wait for the others, or ask with partial=true for those before the first that is missing.");
        return (await jobs.ChunksAsync(job.Id, cancellation)).TakeWhile(c => c.State == ChunkState.Done).ToArray();
    }

    /// <summary>Writes results, nothing of them held longer than a line.</summary>
    public async Task WriteAsync(Stream target, BatchJob job, IReadOnlyList<JobChunk> chunks, JobFormat format, CancellationToken cancellation)
    {
        if (format == JobFormat.Jsonl)
        {
            foreach (var chunk in chunks)
            {
                await using var file = files.OpenResults(job.Id, chunk.Number, chunk.Lease!);
                await file.CopyToAsync(target, cancellation);
            }

            return;
        }

        var signature = await mappings.SignatureAsync(job.Model, job.Version, cancellation) ?? throw new InvalidOperationException($"The version {job.Version} of {job.Model} is gone.");
        var table = new ResultTable(signature.Outputs, job.Settings.Key);
        await using var writer = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true);
        await writer.WriteAsync(table.Header().AsMemory(), cancellation);
        foreach (var chunk in chunks)
        {
            await foreach (var line in LinesAsync(job, chunk, cancellation))
                await writer.WriteAsync(table.Row(line).AsMemory(), cancellation);
        }
    }

    /// <summary>The lines of a chunk's results, each without its end; valid until the next one.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(BatchJob job, JobChunk chunk, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var file = files.OpenResults(job.Id, chunk.Number, chunk.Lease!);
        var reader = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                yield return rest.Slice(0, end).ToArray();
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
                yield break;
        }
    }
}
