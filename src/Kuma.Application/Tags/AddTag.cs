using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.Tags;

/// <summary>Adds a tag; names need not be unique.</summary>
public sealed record AddTag(Actor Actor, string? Name, string? Color) : ICommand<Tag>;

internal sealed class AddTagHandler(ITagRepository tags) : IRequestHandler<AddTag, Result<Tag>>
{
    public async Task<Result<Tag>> Handle(AddTag command, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(command.Name) || string.IsNullOrEmpty(command.Color)
            ? TagErrors.NameNeeded
            : await tags.AddAsync(command.Name, command.Color, cancellationToken);
}
