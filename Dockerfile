# syntax=docker/dockerfile:1
# One static program on a base that has certificates, time zones, a user without rights, and no shell.

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY store/intake/nodateparser store/intake/nodateparser
RUN go mod download && go mod verify
COPY . .
ARG VERSION=
# SQLite is C: it is linked in statically. Names and users are looked up by Go itself, which needs no C library at run time.
RUN CGO_ENABLED=1 go build -trimpath -buildvcs=false \
      -tags sqlite_fts5,sqlite_omit_load_extension,netgo,osusergo \
      -ldflags "-s -w -X main.release=${VERSION} -linkmode external -extldflags -static" \
      -o /out/readout ./cmd/readout \
 && mkdir /out/data

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/readout /readout
COPY --from=build --chown=65532:65532 /out/data /data
# The database is all that is ever written; SQLite's temporary files go beside it. HTTP is for a proxy, or for health alone.
ENV READOUT_DB=/data/readout.db READOUT_ADDR=0.0.0.0:8080 SQLITE_TMPDIR=/data
VOLUME /data
EXPOSE 8080
USER 65532:65532
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["/readout", "health"]
ENTRYPOINT ["/readout"]
CMD ["serve"]
